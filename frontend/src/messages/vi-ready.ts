/** The words before the start of a paper. */

const ready = {
  ready: {
    title: 'Sẵn sàng làm bài?',
    facts: { items: 'câu hỏi', minutes: 'phút' },
    left: {
      day: 'lượt còn hôm nay',
      week: 'lượt còn tuần này',
      round: 'lượt còn trong vòng',
      contest: 'lượt còn cả cuộc thi',
    },
    per: { day: 'mỗi ngày', week: 'mỗi tuần', round: 'mỗi vòng', contest: 'cả cuộc thi' },
    zero: 'Hết giờ, bài tự nộp',
    zeroWhy: 'Mọi câu bạn đã chọn đều được tính, không cần bấm gì thêm.',
    kept: 'Mất mạng vẫn làm tiếp',
    keptWhy: 'Câu trả lời giữ trên máy này và tự gửi khi có mạng lại. Đồng hồ vẫn chạy.',
    once: 'Bấm bắt đầu là tính một lượt',
    onceWhy: (limits: string, counted: string) =>
      `${limits ? `Bạn có ${limits}` : 'Không giới hạn số lượt'}. ${counted}`,
    counted: {
      best: 'Lượt tốt nhất trong vòng được tính.',
      first: 'Lượt đầu tiên được tính.',
      last: 'Lượt cuối cùng được tính.',
      average: 'Kết quả là trung bình các lượt.',
    },
    limit: (n: number, per: string) => `${n} lượt ${per}`,
    predict: 'Cuối bài có một câu dự đoán',
    start: 'Bắt đầu làm bài',
    starting: 'Đang lấy đề…',
    signInFirst: 'Đăng nhập để làm bài',
    registerFirst: 'Chưa có tài khoản? Đăng ký dự thi',
    none: 'Bạn đã dùng hết lượt',
    noneWhy: 'Thể lệ không cho thêm lượt trong vòng này.',
    noneUntil: (at: string) => `Bạn được thi tiếp từ ${at}.`,
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
