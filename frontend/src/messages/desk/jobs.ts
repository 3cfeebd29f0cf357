/** Words of long work that shows its progress. */

const vi = {
  waiting: 'Đang chờ đến lượt',
  running: 'Đang làm',
  done: 'Đã xong',
  failed: 'Không thành công',
  progress: 'Tiến độ',
  of: (done: string, total: string) => `${done} trên ${total}`,
  safe: 'Bạn có thể rời trang, việc vẫn được làm tiếp.',
};

const en: typeof vi = {
  waiting: 'Waiting for its turn',
  running: 'Working',
  done: 'Done',
  failed: 'Did not succeed',
  progress: 'Progress',
  of: (done, total) => `${done} of ${total}`,
  safe: 'You may leave this page, the work goes on.',
};

export default { vi, en };
