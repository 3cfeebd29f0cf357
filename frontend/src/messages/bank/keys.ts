/** Words of doubtful keys. */

const vi = {
  propose: 'Đề nghị sửa đáp án',
  proposeTitle: (code: string, version: number) => `Sửa đáp án câu ${code}, phiên bản ${version}`,
  proposeWhy:
    'Câu đã dùng thì đáp án do hai người sửa: bạn đề nghị, người khác quyết định. Vòng thi đã đóng sẽ có một lần chấm lại để Ban Tổ chức xem xét, không tự áp dụng.',
  send: 'Gửi đề nghị',
  sent: 'Đã gửi đề nghị. Người thứ hai sẽ quyết định.',
  opening: 'Đang mở đáp án…',
  waiting: 'Đang chờ người thứ hai quyết định',
  states: {
    proposed: 'Chờ người thứ hai',
    accepted: 'Đã sửa đáp án',
    rejected: 'Không sửa',
  },
  none: 'Không có đề nghị nào đang chờ',
  noneWhy: 'Khi ai đó thấy đáp án sai, họ đề nghị sửa từ trang của câu hỏi.',
  item: (code: string, version: number) => `${code}, phiên bản ${version}`,
  by: (name: string, at: string) => `${name} đề nghị, ${at}`,
  before: 'Đáp án đang dùng',
  after: 'Đáp án đề nghị',
  reason: 'Lý do',
  accept: 'Sửa đáp án',
  reject: 'Giữ nguyên',
  own: 'Bạn đã đề nghị, nên cần người khác quyết định.',
  accepted: 'Đã sửa đáp án',
  rejected: 'Đáp án giữ nguyên',
  rounds: 'Các vòng thi có câu này',
  outcomes: {
    regrade_proposed: 'đã lập lần chấm lại để Ban Tổ chức xem xét',
    regrade_under_way: 'đang có lần chấm lại khác, hãy chấm lại sau',
    open: 'đang mở; bài sẽ chấm theo đáp án mới',
    upcoming: 'chưa mở; sẽ dùng đáp án mới',
    untouched: 'không có bài nào bị ảnh hưởng',
  },
  toResults: 'Xem lần chấm lại',
  match: (left: string) => `Ghép “${left}” với`,
};

const en: typeof vi = {
  propose: 'Propose another key',
  proposeTitle: (code, version) => `Another key for ${code}, version ${version}`,
  proposeWhy:
    'The key of an item in use is changed by two: you propose, somebody else decides. Closed rounds get a regrade for their organisers to look at; nothing is applied by itself.',
  send: 'Propose',
  sent: 'Proposed. A second person will decide.',
  opening: 'Opening the key…',
  waiting: 'Awaits a second person',
  states: {
    proposed: 'Awaits a second person',
    accepted: 'Key changed',
    rejected: 'Not changed',
  },
  none: 'No proposal waits',
  noneWhy: 'Whoever finds a wrong key proposes another one on the item’s page.',
  item: (code, version) => `${code}, version ${version}`,
  by: (name, at) => `proposed by ${name}, ${at}`,
  before: 'The key in use',
  after: 'The key proposed',
  reason: 'Reason',
  accept: 'Change the key',
  reject: 'Leave it',
  own: 'You proposed it, so somebody else decides.',
  accepted: 'The key is changed',
  rejected: 'The key stays',
  rounds: 'Rounds that have this item',
  outcomes: {
    regrade_proposed: 'a regrade was proposed to the organisers',
    regrade_under_way: 'another regrade is under way; regrade later',
    open: 'open; papers will be scored by the new key',
    upcoming: 'not open yet; it will use the new key',
    untouched: 'no paper is affected',
  },
  toResults: 'See the regrade',
  match: (left) => `Match “${left}” with`,
};

export default { vi, en };
