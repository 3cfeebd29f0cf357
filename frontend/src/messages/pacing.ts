/** Words of a cohort's dates and of enrolling by rule. */

const vi = {
  due: {
    title: 'Hạn học',
    why: 'Hạn chỉ để nhắc: hết hạn, bài vẫn học được. Hạn của bài thay cho hạn của phần. Người được gia hạn thì mọi hạn lùi theo.',
    item: 'Phần, bài',
    when: 'Hạn',
    kinds: { none: 'Không đặt', day: 'Ngày thứ … của lớp', on: 'Một ngày cụ thể' },
    kindOf: (title: string) => `Cách đặt hạn: ${title}`,
    dayOf: (title: string) => `Ngày thứ mấy của lớp: ${title}`,
    onOf: (title: string) => `Ngày hạn: ${title}`,
    falls: (day: string) => `tức ${day}`,
    save: 'Lưu hạn học',
    saved: 'Đã lưu hạn học.',
    even: 'Chia đều các phần từ ngày đầu đến ngày cuối',
  },
  rule: {
    open: 'Thêm theo quy tắc',
    title: 'Ghi danh theo quy tắc',
    why: 'Chọn đơn vị, loại đơn vị, tuổi. Ai hợp quy tắc được ghi danh ngay, và mỗi ngày có thêm người mới. Ai đã rời khóa học thì không bị ghi danh lại.',
    organisation: 'Đơn vị (gồm cả cấp dưới)',
    organisationHint: 'Gõ vài chữ trong tên đơn vị, có dấu hay không dấu đều được.',
    kinds: 'Chỉ những loại đơn vị này (không chọn: mọi loại)',
    kindNames: {
      province: 'Tỉnh, thành phố',
      commune: 'Xã',
      ward: 'Phường',
      special_zone: 'Đặc khu',
      agency: 'Cơ quan',
      school: 'Trường học',
      association: 'Đoàn thể, hội',
      branch: 'Chi nhánh, chi hội, thôn',
    },
    roles: 'Chỉ những người giữ vai trò này (không chọn: mọi người)',
    roleNames: {
      organiser: 'Ban tổ chức',
      trainer: 'Giảng viên',
      organisation_admin: 'Quản trị đơn vị',
    },
    least: 'Từ tuổi',
    most: 'Đến tuổi',
    ageHint: 'Khi hỏi tuổi, người chưa khai ngày sinh không được tính.',
    preview: 'Xem trước',
    found: (count: string) => `${count} người hợp quy tắc`,
    coming: 'Sẽ ghi danh',
    waits: 'Sẽ chờ chỗ',
    left: 'Đã rời, không đụng đến',
    there: 'Đã học khóa này',
    units: 'Theo đơn vị',
    more: (count: string) => `và ${count} đơn vị khác`,
    sample: 'Vài người trong số này',
    nobody: 'Không có ai hợp quy tắc này.',
    apply: (count: string) => `Ghi danh ${count} người và giữ quy tắc`,
    keep: 'Giữ quy tắc',
    running: 'Các quy tắc của lớp',
    none: 'Chưa có quy tắc nào.',
    stop: 'Dừng quy tắc',
    stopWhy: 'Không ghi danh thêm ai nữa. Người đã vào lớp vẫn ở lại.',
    stopped: 'Đã dừng quy tắc.',
    enrolled: (count: string) => `đã ghi danh ${count} người`,
    ran: (when: string) => `chạy lần cuối ${when}`,
    ages: (least: number | null, most: number | null) =>
      least !== null && most !== null
        ? `${least}–${most} tuổi`
        : least !== null
          ? `từ ${least} tuổi`
          : most !== null
            ? `đến ${most} tuổi`
            : '',
    close: 'Đóng',
  },
};

const en: typeof vi = {
  due: {
    title: 'Due dates',
    why: 'A date reminds: lessons stay open behind it. A lesson’s own date counts, not its module’s. For people with an extension all dates move along.',
    item: 'Module, lesson',
    when: 'Due',
    kinds: { none: 'None', day: 'Day … of the class', on: 'A date' },
    kindOf: (title) => `How it is due: ${title}`,
    dayOf: (title) => `Day of the class: ${title}`,
    onOf: (title) => `Date: ${title}`,
    falls: (day) => `that is ${day}`,
    save: 'Save dates',
    saved: 'Dates saved.',
    even: 'Spread the modules evenly from the first day to the last',
  },
  rule: {
    open: 'Add by a rule',
    title: 'Enrol by a rule',
    why: 'Choose an organisation, kinds of organisation, an age. Whoever fits is enrolled at once, and newcomers every day. Who left the course is not enrolled again.',
    organisation: 'Organisation (with all below it)',
    organisationHint: 'Type a few letters of its name, with or without diacritics.',
    kinds: 'These kinds of organisation only (none: all kinds)',
    kindNames: {
      province: 'Provinces, cities',
      commune: 'Communes',
      ward: 'Wards',
      special_zone: 'Special zones',
      agency: 'Agencies',
      school: 'Schools',
      association: 'Associations',
      branch: 'Branches, villages',
    },
    roles: 'People with these roles only (none: everybody)',
    roleNames: {
      organiser: 'Organisers',
      trainer: 'Trainers',
      organisation_admin: 'Administrators',
    },
    least: 'Age from',
    most: 'Age to',
    ageHint: 'People who have not told their date of birth fit no age.',
    preview: 'Preview',
    found: (count) => `${count} people fit`,
    coming: 'To be enrolled',
    waits: 'To wait for a place',
    left: 'Left, not touched',
    there: 'In the course already',
    units: 'By organisation',
    more: (count) => `and ${count} more organisations`,
    sample: 'Some of them',
    nobody: 'Nobody fits.',
    apply: (count) => `Enrol ${count} people and keep the rule`,
    keep: 'Keep the rule',
    running: 'Rules of the class',
    none: 'No rules yet.',
    stop: 'Stop the rule',
    stopWhy: 'Nobody else is enrolled by it. Whoever is in the class stays.',
    stopped: 'The rule was stopped.',
    enrolled: (count) => `${count} people enrolled`,
    ran: (when) => `last run ${when}`,
    ages: (least, most) =>
      least !== null && most !== null
        ? `${least}–${most} years`
        : least !== null
          ? `from ${least} years`
          : most !== null
            ? `to ${most} years`
            : '',
    close: 'Close',
  },
};

export default { vi, en };
