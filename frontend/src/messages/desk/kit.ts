/** Words of the desk's kit. */

const vi = {
  required: 'Bắt buộc',
  optional: 'không bắt buộc',
  reason: 'Lý do',
  reasonHint: 'Ghi vào nhật ký, người khác trong Ban Tổ chức đọc được.',
  reasonShort: 'Xin ghi rõ lý do, ít nhất 5 ký tự.',
  cancel: 'Để sau',
  close: 'Đóng',
  dismiss: 'Ẩn thông báo',
  working: 'Đang làm…',
  sortBy: (column: string) => `Xếp theo ${column.toLowerCase()}`,
  rows: (shown: string, all: string) => `${shown} trong ${all} dòng`,
  more: 'Xem thêm',
  at: 'Ngày và giờ',
  notSet: 'Chưa chọn',
  done: 'đã xong',
  now: 'đang ở bước này',
  next: 'chưa tới',
  bad: 'có vướng mắc',
  sections: 'Các mục của cuộc thi',
};

const en: typeof vi = {
  required: 'Required',
  optional: 'optional',
  reason: 'Reason',
  reasonHint: 'Written to the log, where the other organisers can read it.',
  reasonShort: 'Please give a reason of at least 5 characters.',
  cancel: 'Not now',
  close: 'Close',
  dismiss: 'Hide this message',
  working: 'Working…',
  sortBy: (column) => `Sort by ${column.toLowerCase()}`,
  rows: (shown, all) => `${shown} of ${all} rows`,
  more: 'Show more',
  at: 'Date and time',
  notSet: 'Not chosen',
  done: 'done',
  now: 'this step',
  next: 'not yet',
  bad: 'needs attention',
  sections: 'Sections of the contest',
};

export default { vi, en };
