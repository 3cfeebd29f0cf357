/** Words of the way down a public board, from the province to the hamlet. */

const vi = {
  down: 'Xem từ tỉnh xuống thôn',
  way: 'Đường đi xuống',
  live: 'Bảng đơn vị',
  all: 'Các đơn vị trên cùng',
  scope: 'Tính theo',
  scopes: { today: 'Hôm nay', round: 'Cả vòng', contest: 'Cả cuộc thi' },
  people: 'Người dự thi',
  attempts: 'Lượt thi',
  average: (points: string) => `Điểm trung bình: ${points}`,
  rate: 'Tỷ lệ dự thi',
  inside: (name: string) => `Các đơn vị trong ${name}`,
  under: (attempts: string, average: string) =>
    average ? `${attempts} lượt thi, trung bình ${average} điểm` : `${attempts} lượt thi`,
  few: 'Đơn vị có dưới 5 người dự thi không hiện điểm trung bình, để không lộ điểm của ai.',
  empty: {
    today: 'Hôm nay chưa có đơn vị nào dự thi.',
    round: 'Vòng này chưa có đơn vị nào dự thi.',
    contest: 'Chưa có đơn vị nào dự thi.',
  },
  last: 'Bên trong không còn đơn vị nào nhỏ hơn.',
  hidden: 'Ban Tổ chức tạm ẩn số liệu của các đơn vị đến khi công bố kết quả.',
  frozen: (at: string) => `Số liệu của các đơn vị dừng từ ${at}.`,
};

const en: typeof vi = {
  down: 'From the province down to the hamlet',
  way: 'The way down',
  live: 'Board of organisations',
  all: 'The uppermost organisations',
  scope: 'Count',
  scopes: { today: 'Today', round: 'Whole round', contest: 'Whole contest' },
  people: 'People',
  attempts: 'Attempts',
  average: (points: string) => `Average points: ${points}`,
  rate: 'Share taking part',
  inside: (name: string) => `Organisations in ${name}`,
  under: (attempts: string, average: string) =>
    average ? `${attempts} attempts, ${average} points on average` : `${attempts} attempts`,
  few: 'Organisations with fewer than 5 people show no average, so that nobody’s points are told.',
  empty: {
    today: 'No organisation has taken part today.',
    round: 'No organisation has taken part in this round.',
    contest: 'No organisation has taken part yet.',
  },
  last: 'There is no smaller organisation inside.',
  hidden: 'The organisers hide the figures of organisations until the results are published.',
  frozen: (at: string) => `The figures of organisations stand still since ${at}.`,
};

export default { vi, en };
