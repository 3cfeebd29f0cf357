/** Words of erasing somebody who asked the organiser for it. */

const vi = {
  title: 'Xóa dữ liệu một người',
  why: 'Khi người dự thi yêu cầu. Họ cũng tự xóa được ở Trang của tôi.',
  open: 'Xóa dữ liệu của một người…',
  confirm: 'Xóa vĩnh viễn',
  find: 'Tìm người dự thi',
  found: 'Người cần xóa',
  choose: 'Chọn đúng người…',
  nobody: 'Không tìm thấy ai.',
  foreign:
    'Người này còn dự thi ở cuộc thi khác mà bạn không tổ chức. Hãy chuyển yêu cầu cho quản trị hệ thống.',
  what: (contests: string, attempts: string, certificates: string, prizes: string) =>
    `${contests} cuộc thi, ${attempts} lượt thi, ${certificates} chứng nhận, ${prizes} giải. Mọi điều cho biết là ai sẽ mất hẳn; bài thi và điểm ở lại dưới tên “Thí sinh đã ẩn danh”.`,
  reasonHint: 'Ghi số đơn hay ngày yêu cầu, đừng ghi tên người.',
  held: {
    role: 'Người này đang giữ một vai trò. Hãy gỡ vai trò trước.',
    attempt_running: 'Người này còn bài đang làm.',
    decision_under_way: 'Kết quả một vòng của người này đang được xét.',
    appeals: 'Một vòng của người này còn trong hạn khiếu nại.',
    prize: 'Người này còn giải chưa trao.',
  } as Record<string, string>,
  until: (at: string) => `Có thể xóa từ ${at}.`,
  done: 'Đã xóa dữ liệu của người này.',
};

const en: typeof vi = {
  title: 'Erase a person’s data',
  why: 'When a participant asks for it. They may also do it on their own page.',
  open: 'Erase somebody’s data…',
  confirm: 'Erase for good',
  find: 'Find a participant',
  found: 'Whom to erase',
  choose: 'Choose the right person…',
  nobody: 'Nobody was found.',
  foreign:
    'This person also takes part in contests that are not yours. Pass the wish on to the administrators.',
  what: (contests, attempts, certificates, prizes) =>
    `${contests} contests, ${attempts} attempts, ${certificates} certificates, ${prizes} prizes. Whatever tells who it was is gone for good; attempts and points stay without a name.`,
  reasonHint: 'Write the number or day of the request, not the person’s name.',
  held: {
    role: 'This person holds a role. Take it from them first.',
    attempt_running: 'One of their papers is running.',
    decision_under_way: 'The result of one of their rounds is being decided.',
    appeals: 'Appeals are still possible in one of their rounds.',
    prize: 'One of their prizes is not handed over.',
  },
  until: (at) => `Possible from ${at}.`,
  done: 'The person’s data is erased.',
};

export default { vi, en };
