/** The words before the start of a paper. */

const ready = {
  ready: {
    title: 'Sẵn sàng làm bài?',
    facts: { items: 'câu hỏi', minutes: 'phút', left: 'lượt còn hôm nay' },
    zero: 'Hết giờ, bài tự nộp',
    zeroWhy: 'Mọi câu bạn đã chọn đều được tính, không cần bấm gì thêm.',
    kept: 'Mất mạng vẫn làm tiếp',
    keptWhy: 'Câu trả lời giữ trên máy này và tự gửi khi có mạng lại. Đồng hồ vẫn chạy.',
    once: 'Bấm bắt đầu là tính một lượt',
    onceWhy: (n: number | null) =>
      n === null
        ? 'Số lượt và bài được tính: xem thể lệ.'
        : `Mỗi ngày bạn có ${n} lượt. Bài được tính: xem thể lệ.`,
    predict: 'Cuối bài có một câu dự đoán',
    start: 'Bắt đầu làm bài',
    starting: 'Đang lấy đề…',
    signInFirst: 'Đăng nhập để làm bài',
    registerFirst: 'Chưa có tài khoản? Đăng ký dự thi',
    none: 'Bạn đã dùng hết lượt',
    noneWhy: 'Khi nào được thi tiếp: xem thể lệ.',
    notOpenWhy: 'Bạn xem lại giờ mở của vòng thi ở trang cuộc thi.',
    opens: (when: string) => `Mở lúc ${when}`,
    closes: (when: string) => `Đóng lúc ${when}`,
    toContest: 'Xem trang cuộc thi',
    toBoard: 'Xem bảng xếp hạng',
    private:
      'Trình duyệt này không cho giữ bài trên máy. Trong lúc làm, bạn đừng đóng trang khi chưa thấy chữ “Đã lưu”.',
  },
};

export default ready;
