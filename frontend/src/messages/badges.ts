/** Words of weeks and badges: glad of what was done, silent about what was not. */

const vi = {
  title: 'Bạn đã làm được',
  weeks: (n: number) => (n === 1 ? 'Tuần này bạn đã học' : `Bạn đã học ${n} tuần liền`),
  kinds: {
    first_lesson: 'Bài học đầu tiên',
    first_course: 'Khóa học đầu tiên',
    first_try: 'Đúng ngay lần đầu cả chương',
    helped: 'Câu trả lời giúp được người khác',
  },
  hide: 'Ẩn mục này',
  show: 'Hiện những việc bạn đã làm được',
  why: 'Chỉ mình bạn thấy.',
};

const en: typeof vi = {
  title: 'What you have done',
  weeks: (n) => (n === 1 ? 'You have learned this week' : `${n} weeks of learning in a row`),
  kinds: {
    first_lesson: 'First lesson',
    first_course: 'First course',
    first_try: 'A whole module right at first try',
    helped: 'An answer that helped somebody',
  },
  hide: 'Hide this',
  show: 'Show what you have done',
  why: 'Only you can see this.',
};

export default { vi, en };
