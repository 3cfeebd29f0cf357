/** Words of a contest's audit log. */

const vi = {
  sub: 'Mọi quyết định về cuộc thi này. Chỉ thêm vào được, không sửa, không xoá.',
  action: 'Việc',
  person: 'Người thực hiện',
  all: 'Tất cả',
  number: 'Số',
  at: 'Thời điểm',
  about: 'Về',
  details: 'Chi tiết',
  excel: 'Tải Excel',
  caption: 'Nhật ký quyết định',
  empty: 'Chưa có quyết định nào',
  emptyWhy: 'Khi có người mở rộng giờ, huỷ câu hỏi, phê duyệt kết quả…, việc đó hiện ở đây.',
  unknown: 'tài khoản đã xoá',
  page: (page: string, pages: string) => `Trang ${page} trong ${pages}`,
  before: 'Mới hơn',
  after: 'Cũ hơn',
  total: (count: string) => `${count} mục`,
  chain: 'Chuỗi mã băm',
  chainWhy:
    'Mỗi mục mang mã của mục trước: sửa hay xoá một mục ở giữa thì chuỗi đứt ngay tại đó. Hãy chép lại mã cuối để so về sau.',
  check: 'Kiểm tra cả chuỗi',
  checking: 'Đang kiểm tra…',
  whole: (count: string) => `Nguyên vẹn, ${count} mục`,
  broken: (number: string) => `Đứt ở mục số ${number}`,
  head: 'Mã cuối',
};

const en: typeof vi = {
  sub: 'Every decision about this contest. It is added to, never changed or deleted.',
  action: 'Act',
  person: 'Person',
  all: 'All',
  number: 'No.',
  at: 'When',
  about: 'About',
  details: 'Details',
  excel: 'Download Excel',
  caption: 'Log of decisions',
  empty: 'No decisions yet',
  emptyWhy: 'When somebody extends a round, voids an item, approves results…, it shows here.',
  unknown: 'deleted account',
  page: (page: string, pages: string) => `Page ${page} of ${pages}`,
  before: 'Newer',
  after: 'Older',
  total: (count: string) => `${count} entries`,
  chain: 'Chain of hashes',
  chainWhy:
    'Each entry carries the hash of the one before: change or delete one, and the chain breaks right there. Write the last hash down to compare it later.',
  check: 'Check the whole chain',
  checking: 'Checking…',
  whole: (count: string) => `Whole, ${count} entries`,
  broken: (number: string) => `Broken at entry ${number}`,
  head: 'Last hash',
};

export default { vi, en };
