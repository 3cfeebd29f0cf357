/** Words of the item bank's frame: its sections. */

const vi = {
  bank: 'Ngân hàng câu hỏi',
  sections: 'Các mục của ngân hàng câu hỏi',
  opening: 'Đang mở…',
  gone: 'Không có trang này',
  goneWhy: 'Địa chỉ có thể đã đổi.',
  toBank: 'Về danh sách câu hỏi',
  partFailed: 'Chưa tải được phần này',
  soon: 'Phần này chưa dùng được',
  tabs: {
    'cau-hoi': 'Câu hỏi',
    'tham-dinh': 'Thẩm định',
    'nhap-xuat': 'Nhập và xuất',
    de: 'Bộ đề',
    'thong-ke': 'Thống kê',
  },
};

const en: typeof vi = {
  bank: 'Item bank',
  sections: 'Sections of the item bank',
  opening: 'Opening…',
  gone: 'There is no such page',
  goneWhy: 'The address may have changed.',
  toBank: 'Back to the items',
  partFailed: 'This part could not be loaded',
  soon: 'This part cannot be used yet',
  tabs: {
    'cau-hoi': 'Items',
    'tham-dinh': 'Review',
    'nhap-xuat': 'Import and export',
    de: 'Papers',
    'thong-ke': 'Statistics',
  },
};

export default { vi, en };
