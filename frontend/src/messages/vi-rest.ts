/** The words of a paper beyond its first item: news, map, prediction, handing in. */

const rest = {
  news: {
    pausedWhy: 'Đồng hồ đứng lại, bạn không mất giờ. Câu trả lời vẫn được lưu.',
    gained: (span: string) => `Ban Tổ chức đã cho thêm giờ. Bạn còn ${span}.`,
    announcement: 'Ban Tổ chức thông báo',
    read: 'Đã đọc',
  },
  map: {
    title: 'Sơ đồ câu hỏi',
    answered: 'đã trả lời',
    open: 'chưa trả lời',
    flagged: 'xem lại sau',
    item: (n: number, answered: boolean, flagged: boolean) =>
      `Câu ${n}, ${answered ? 'đã trả lời' : 'chưa trả lời'}${flagged ? ', xem lại sau' : ''}`,
    predict: 'Dự đoán',
    toOverview: 'Nộp bài',
  },
  prediction: {
    label: 'Con số bạn dự đoán',
    locked: 'Bạn đã dự đoán ở lượt trước, con số này giữ nguyên.',
    hint: 'Chỉ dùng để xếp thứ tự khi bằng điểm. Chỉ gõ chữ số.',
    wrong: 'Chỉ gõ chữ số, không quá 9 chữ số',
  },
  overview: {
    title: 'Nộp bài?',
    done: 'Bạn đã trả lời đủ các câu.',
    open: (n: number) => `Còn ${n} câu chưa trả lời`,
    predict: 'Bạn chưa dự đoán',
    flagged: (n: number) => `${n} câu bạn muốn xem lại`,
    left: (span: string) => `Bạn còn ${span}. Nộp rồi thì không sửa được nữa.`,
    handIn: 'Nộp bài',
    handingIn: 'Đang nộp…',
    keepGoing: 'Làm tiếp',
    unreached:
      'Chưa nộp được vì mất mạng. Câu trả lời vẫn còn ở trang này. Bạn thử lại, hoặc cứ để trang mở: hết giờ, bài tự nộp từ những câu đã gửi.',
  },
};

export default rest;
