/** What has to be there before a contest is published. */

const vi = {
  publish: {
    sub: 'Những điều nên xem lại trước khi mọi người thấy cuộc thi.',
    ready: 'Đã sẵn sàng công bố',
    notReady: (n: string) => `Còn ${n} việc phải làm trước khi công bố`,
    publish: 'Công bố trang cuộc thi',
    publishTitle: 'Công bố cuộc thi?',
    publishWhy: 'Mọi người thấy trang cuộc thi ngay và đăng ký được. Vòng thi mở đúng giờ đã đặt.',
    published: 'Cuộc thi đã công bố.',
    isPublic: 'Cuộc thi đang công khai',
    isPublicWhy: 'Nội dung vẫn sửa được, mọi thay đổi ghi vào nhật ký.',
    unpublish: 'Thu về bản nháp',
    unpublishTitle: 'Thu cuộc thi về bản nháp?',
    unpublishWhy: 'Trang cuộc thi không còn ai thấy. Chỉ làm được khi chưa có người dự thi.',
    unpublished: 'Cuộc thi đã về bản nháp.',
    mend: 'Sửa',
    codes: {
      rounds: () => 'Có ít nhất một vòng thi',
      windows: () => 'Các vòng không trùng thời gian',
      ahead: () => 'Mọi vòng đều còn ở phía trước',
      items: () => 'Kho đề đủ câu cho đề thi',
      reviewed: (n: string) =>
        Number(n) > 0 ? `Còn ${n} câu trong kho chưa duyệt` : 'Mọi câu trong kho đã duyệt',
      keys: (n: string) =>
        Number(n) > 0 ? `Còn ${n} câu chưa có đáp án` : 'Mọi câu đều có đáp án',
      summary: () => 'Có lời giới thiệu',
      rules: () => 'Có thể lệ đầy đủ',
      contact: () => 'Có chỗ liên hệ khi cần giúp',
      banner: () => 'Ảnh bìa có lời mô tả',
      certificate: () => 'Giấy chứng nhận đủ cơ quan cấp và người ký',
      committee: () => 'Ban Tổ chức đủ người để phê duyệt kết quả',
    } as Record<string, (n: string) => string>,
    states: { done: 'Xong', look: 'Nên xem lại', missing: 'Còn thiếu' },
    short: (round: string, wanted: string, available: string) =>
      `Vòng ${round} cần ${wanted} câu một loại mà chỉ có ${available}`,
  },
};

const en: typeof vi = {
  publish: {
    sub: 'What to look at before everyone sees the contest.',
    ready: 'Ready to be published',
    notReady: (n) => `${n} things are missing before it can be published`,
    publish: 'Publish the contest',
    publishTitle: 'Publish the contest?',
    publishWhy: 'Everyone sees the page at once and may register. Rounds open at their times.',
    published: 'The contest is published.',
    isPublic: 'The contest is public',
    isPublicWhy: 'Texts may still be changed; every change is written to the log.',
    unpublish: 'Take back to a draft',
    unpublishTitle: 'Take the contest back to a draft?',
    unpublishWhy: 'Nobody sees its page any more. Possible only while nobody has taken part.',
    unpublished: 'The contest is a draft again.',
    mend: 'Mend',
    codes: {
      rounds: () => 'There is at least one round',
      windows: () => 'No two rounds lie over each other',
      ahead: () => 'Every round lies ahead',
      items: () => 'The pool holds enough items for the paper',
      reviewed: (n) =>
        Number(n) > 0 ? `${n} items of the pool are not approved` : 'Every item is approved',
      keys: (n) => (Number(n) > 0 ? `${n} items have no key` : 'Every item has a key'),
      summary: () => 'There is an introduction',
      rules: () => 'There are rules in full',
      contact: () => 'There is a contact for help',
      banner: () => 'The banner is described in words',
      certificate: () => 'The certificate has its issuer and signatory',
      committee: () => 'The committee has enough people to approve results',
    },
    states: { done: 'Done', look: 'Worth a look', missing: 'Missing' },
    short: (round, wanted, available) =>
      `Round ${round} needs ${wanted} items of a kind and has ${available}`,
  },
};

export default { vi, en };
