/** Words of the list of contests. */

const vi = {
  people: 'người dự thi',
  attempts: 'bài đã nộp',
  running: 'đang làm bài',
  none: 'Bạn chưa có cuộc thi nào',
  noneWhy: 'Chọn một mẫu thể lệ, đặt lịch các vòng, chọn câu hỏi: vài phút là có trang công khai.',
  next: {
    set_up: () => 'Còn thiết lập rồi công bố',
    wait: (round: string, at: string) => `${round} mở lúc ${at}`,
    watch: (round: string, at: string) => `${round} đóng lúc ${at}`,
    resume: (round: string) => `${round} đang tạm dừng`,
    decide: (round: string) => `${round} đã đóng, chờ kết quả`,
    finished: (round: string) => (round ? `Đã công bố ${round}` : 'Chưa có vòng thi nào'),
  },
  doing: {
    set_up: 'Thiết lập tiếp',
    wait: 'Xem vòng thi',
    watch: 'Theo dõi',
    resume: 'Cho thi tiếp',
    decide: 'Làm kết quả',
    finished: 'Xem kết quả',
  },
  places: {
    set_up: 'thiet-lap/',
    wait: 'vong-thi/',
    watch: 'theo-doi/',
    resume: 'theo-doi/',
    decide: 'ket-qua/',
    finished: 'ket-qua/',
  },
};

const en: typeof vi = {
  people: 'people',
  attempts: 'handed in',
  running: 'taking it now',
  none: 'You have no contest yet',
  noneWhy: 'Choose a preset, set the rounds, pick items: a public page takes a few minutes.',
  next: {
    set_up: () => 'To be set up and published',
    wait: (round, at) => `${round} opens at ${at}`,
    watch: (round, at) => `${round} closes at ${at}`,
    resume: (round) => `${round} is paused`,
    decide: (round) => `${round} is closed and awaits its result`,
    finished: (round) => (round ? `${round} is published` : 'There is no round yet'),
  },
  doing: {
    set_up: 'Go on setting up',
    wait: 'See the rounds',
    watch: 'Watch',
    resume: 'Resume',
    decide: 'Decide',
    finished: 'See the results',
  },
  places: vi.places,
};

export default { vi, en };
