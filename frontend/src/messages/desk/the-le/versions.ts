/** Versions of a rulebook, and putting one in force. */

const vi = {
  apply: {
    button: 'Áp dụng…',
    title: 'Áp dụng thể lệ mới',
    confirm: 'Áp dụng',
    at: 'Áp dụng từ',
    atHint: 'Để trống là ngay bây giờ.',
    touched: (people: string, running: string) =>
      `${people} người đã dự thi trong các vòng chịu ảnh hưởng; ${running} bài đang làm giữ thể lệ cũ.`,
    nobody: 'Chưa ai dự thi trong các vòng chịu ảnh hưởng.',
    rounds: 'Vòng nào theo thể lệ mới',
    takes: 'Theo thể lệ mới',
    keeps: 'Giữ thể lệ cũ',
    paper: 'đổi đề',
    lacks: (count: string) => `thiếu ${count} câu hỏi`,
    done: (number: number) => `Đã lưu phiên bản ${number} của thể lệ.`,
    refusal: {
      '': '',
      rulebook_unchanged: 'Thể lệ không khác gì bản đang áp dụng.',
      rounds_over: 'Các vòng đã đóng trước thời điểm áp dụng.',
      paper_in_use: 'Vòng đang mở đã có lượt thi: hãy chọn một thời điểm sau để đổi đề.',
      pool_too_small: 'Vòng đang mở không đủ câu hỏi cho đề mới.',
    },
  },
  version: {
    title: (number: number) => `Phiên bản ${number}`,
    state: { in_force: 'Đang áp dụng', planned: 'Sẽ áp dụng', superseded: 'Đã thay' },
    from: (moment: string) => `Từ ${moment}`,
    by: (name: string) => `Người sửa: ${name}`,
    first: 'Phiên bản đầu tiên.',
    same: 'Chỉ đổi những chi tiết không thể hiện thành lời.',
    take: 'Đưa vào bản soạn',
    taken: 'Đã đưa vào bản soạn.',
  },
};

const en: typeof vi = {
  apply: {
    button: 'Put in force…',
    title: 'Put a new rulebook in force',
    confirm: 'Put in force',
    at: 'In force from',
    atHint: 'Leave it empty for now.',
    touched: (people, running) =>
      `${people} people took part in the rounds it touches; ${running} running papers keep theirs.`,
    nobody: 'Nobody has taken part in the rounds it touches.',
    rounds: 'Rounds',
    takes: 'Takes it over',
    keeps: 'Keeps the old one',
    paper: 'other paper',
    lacks: (count) => `${count} items missing`,
    done: (number) => `Version ${number} of the rulebook is stored.`,
    refusal: {
      '': '',
      rulebook_unchanged: 'It is the same as the rulebook in force.',
      rounds_over: 'All rounds are over before it would take effect.',
      paper_in_use: 'The open round has attempts: choose a later time to change its paper.',
      pool_too_small: 'The open round has too few items for the new paper.',
    },
  },
  version: {
    title: (number) => `Version ${number}`,
    state: { in_force: 'In force', planned: 'Planned', superseded: 'Superseded' },
    from: (moment) => `From ${moment}`,
    by: (name) => `Changed by ${name}`,
    first: 'The first version.',
    same: 'Only details changed that are not said in words.',
    take: 'Take into the draft',
    taken: 'It is in your draft.',
  },
};

export default { vi, en };
