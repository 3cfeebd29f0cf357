/** Words of the reported indicators. */
const vi = {
  link: 'Năm chỉ số',
  title: 'Năm chỉ số kỹ năng số',
  why: 'Đơn vị được chọn và các đơn vị ngay bên dưới; mỗi dòng tính cả cấp dưới. Tỉ lệ tính trên người có tài khoản, không phải dân số.',
  headcount: 'Quân số',
  leftOut: (count: number) => `Không kể ${count} đơn vị chưa có ai dùng tài khoản.`,
  of: (reached: string, people: string, rate: string) => `${reached}/${people} (${rate})`,
  notKnown: 'không biết',
  target: (percent: number) => `mục tiêu ${percent}%`,
  noTarget: 'chưa có mục tiêu',
  how: 'Cách đếm',
  excel: 'Tải Excel',
  print: 'In',
  short: {
    officials: 'Cán bộ',
    students: 'Học sinh',
    adults: 'Người lớn',
    vneid: 'Trên VNeID',
    workers: 'Lao động',
  },
};

const en: typeof vi = {
  link: 'Five indicators',
  title: 'Five indicators of digital skills',
  why: 'The organisation chosen and those right below; each row counts all beneath it. Shares are of people with an account, not of the population.',
  headcount: 'Headcount',
  leftOut: (count) =>
    count === 1
      ? 'Left out: 1 organisation in which nobody has an account.'
      : `Left out: ${count} organisations in which nobody has an account.`,
  of: (reached, people, rate) => `${reached}/${people} (${rate})`,
  notKnown: 'not known',
  target: (percent) => `target ${percent}%`,
  noTarget: 'no target yet',
  how: 'How it is counted',
  excel: 'Excel file',
  print: 'Print',
  short: {
    officials: 'Officials',
    students: 'Pupils',
    adults: 'Adults',
    vneid: 'On VNeID',
    workers: 'Workers',
  },
};

export default { vi, en };
