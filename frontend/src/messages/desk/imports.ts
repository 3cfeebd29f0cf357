/** Words of bringing people in from Excel, and of taking over an account made for one. */

const vi = {
  title: 'Nhập từ Excel',
  sub: 'Đơn vị bên dưới, quân số và người của đơn vị. Kiểm tra trước, chưa thay đổi gì.',
  template: 'Tải tệp mẫu',
  choose: 'Chọn tệp đã điền (.xlsx)',
  check: 'Kiểm tra tệp',
  checking: 'Đang kiểm tra…',
  holds: (organisations: string, people: string) => `${organisations} đơn vị, ${people} người`,
  problems: (n: string) => `Có ${n} chỗ cần sửa, chưa nhập gì`,
  warnings: 'Cần xem lại',
  at: (sheet: string, row: string) => (sheet ? `${sheet}, dòng ${row}` : 'Cả tệp'),
  ready: 'Tệp đọc được. Bấm nút dưới đây để nhập.',
  apply: 'Nhập vào hệ thống',
  applied: 'Đã nhập. Phát mã mời để mỗi người tự mở tài khoản của mình.',
  undone: 'Đã hoàn tác.',
  codes: 'Tải mã mời',
  undo: 'Hoàn tác lần nhập này',
  undoWhy: 'Xoá những gì lần nhập này tạo ra, khi chưa ai đăng nhập và chưa có gì gắn vào.',
  open: {
    title: 'Mở tài khoản bằng mã mời',
    lead: 'Đơn vị đã tạo tài khoản cho bạn. Mã mời ở trên phiếu đơn vị phát.',
    code: 'Mã mời',
    submit: 'Mở tài khoản',
    missing: 'Bạn điền đủ các ô và đồng ý tham gia để tiếp tục.',
    child: 'Người dưới 16 tuổi cần cha mẹ hoặc người giám hộ. Bạn liên hệ đơn vị.',
  },
};

const en: typeof vi = {
  title: 'Import from Excel',
  sub: 'Organisations below, headcounts and people. It is checked first; nothing changes yet.',
  template: 'Download the template',
  choose: 'Choose the filled-in file (.xlsx)',
  check: 'Check the file',
  checking: 'Checking…',
  holds: (organisations: string, people: string) =>
    `${organisations} organisations, ${people} people`,
  problems: (n: string) => `${n} places to mend; nothing was imported`,
  warnings: 'Please look at',
  at: (sheet: string, row: string) => (sheet ? `${sheet}, row ${row}` : 'The whole file'),
  ready: 'The file is fine. Press the button below to import it.',
  apply: 'Import',
  applied: 'Imported. Hand out the codes, so that each person opens their own account.',
  undone: 'Undone.',
  codes: 'Download the codes',
  undo: 'Undo this import',
  undoWhy: 'Deletes what this import made, while nobody has signed in and nothing hangs on it.',
  open: {
    title: 'Open your account with a code',
    lead: 'Your organisation made an account for you. The code is on the slip it handed out.',
    code: 'Code',
    submit: 'Open the account',
    missing: 'Please fill in every field and agree to take part.',
    child: 'Under 16 a parent or guardian is needed. Please ask your organisation.',
  },
};

export default { vi, en };
