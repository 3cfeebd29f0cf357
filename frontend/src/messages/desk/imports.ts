/** Words of bringing people in from Excel, and of taking over an account made for one. */

const vi = {
  title: 'Nhập từ Excel',
  sub: 'Đơn vị bên dưới, quân số và người của đơn vị.',
  into: (name: string) => `Đơn vị bên dưới, quân số và người của ${name}.`,
  first: 'Tệp mẫu có sẵn các cột và danh sách mã đơn vị để chọn.',
  template: 'Tải tệp mẫu',
  second: 'Tệp được kiểm tra từng dòng trước, chưa thay đổi gì.',
  choose: 'Chọn tệp đã điền (.xlsx)',
  checking: 'Đang kiểm tra…',
  holds: (organisations: string, people: string) => `${organisations} đơn vị, ${people} người`,
  states: {
    checked: 'Chờ nhập',
    refused: 'Cần sửa',
    applied: 'Đã nhập',
    undone: 'Đã hoàn tác',
  },
  problems: (n: string) =>
    `Có ${n} chỗ cần sửa, chưa nhập gì. Bạn sửa trong Excel rồi chọn lại tệp.`,
  unseen: (n: string) => `Còn ${n} chỗ nữa.`,
  warnings: 'Cần xem lại',
  at: (sheet: string, row: string) => (sheet ? `${sheet}, dòng ${row}` : 'Cả tệp'),
  ready: 'Mọi dòng đều đọc được. Chưa nhập gì cho đến khi bạn bấm nút dưới đây.',
  apply: 'Nhập vào hệ thống',
  applied: 'Đã nhập. Phát mã mời để mỗi người tự mở tài khoản của mình.',
  undone: 'Đã hoàn tác, mọi thứ như trước khi nhập.',
  earlier: 'Các tệp trước đây',
  codes: 'Tải mã mời',
  undo: 'Hoàn tác lần nhập này',
  undoNow: 'Hoàn tác',
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
  sub: 'Organisations below, headcounts and people.',
  into: (name) => `Organisations below ${name}, headcounts and people.`,
  first: 'The template has the columns ready, and the codes of organisations to choose from.',
  template: 'Download the template',
  second: 'The file is checked row by row first; nothing changes yet.',
  choose: 'Choose the filled-in file (.xlsx)',
  checking: 'Checking…',
  holds: (organisations: string, people: string) =>
    `${organisations} organisations, ${people} people`,
  states: {
    checked: 'Waiting',
    refused: 'To be mended',
    applied: 'Imported',
    undone: 'Undone',
  },
  problems: (n) =>
    `${n} places to mend; nothing was imported. Mend them in Excel and choose the file again.`,
  unseen: (n) => `${n} more places.`,
  warnings: 'Please look at',
  at: (sheet: string, row: string) => (sheet ? `${sheet}, row ${row}` : 'The whole file'),
  ready: 'Every row can be read. Nothing is imported until you press the button below.',
  apply: 'Import',
  applied: 'Imported. Hand out the codes, so that each person opens their own account.',
  undone: 'Undone; everything is as it was before.',
  earlier: 'Earlier files',
  codes: 'Download the codes',
  undo: 'Undo this import',
  undoNow: 'Undo',
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
