/** Words of practising. */
import { session } from '$/lib/session.svelte';

/** Counts with their words, without those of nothing. */
const some = (...counts: [number, string][]) =>
  counts
    .filter(([count]) => count)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');

const vi = {
  title: 'Luyện tập',
  lead: 'Trả lời từng câu và biết ngay đúng sai, vì sao. Câu nào chưa đúng sẽ trở lại.',
  streak: (days: number) => `${days} ngày liên tiếp`,
  noStreak: 'Bắt đầu hôm nay',
  today: (answers: number) => `Hôm nay: ${answers} câu`,
  dueCount: (items: number) => `${items} câu đến lúc ôn`,
  thisTime: (answers: number, right: number) => `Lần này: ${answers} câu, đúng ${right}`,
  visitor: 'Đăng nhập để giữ tiến độ và được nhắc ôn đúng lúc.',
  signIn: 'Đăng nhập',
  audience: 'Câu hỏi dành cho',
  audiences: {
    '': 'Mọi người',
    citizen: 'Người dân',
    official: 'Cán bộ, công chức',
    student: 'Học sinh, sinh viên',
    business: 'Doanh nghiệp, hộ kinh doanh',
  } as Record<string, string>,
  topics: 'Chủ đề',
  topicsHint: 'Chọn một hay nhiều chủ đề. Không chọn thì luyện trộn tất cả.',
  items: (items: string) => `${items} câu`,
  known: (mastered: number, learning: number, fresh: number) =>
    some([mastered, 'đã thuộc'], [learning, 'đang học'], [fresh, 'chưa học']),
  startMixed: 'Luyện trộn mọi chủ đề',
  startSome: (topics: number) => `Luyện ${topics} chủ đề đã chọn`,
  startDue: (items: number) => `Ôn lại hôm nay (${items} câu)`,
  startWrong: (items: number) => `Ôn lại câu sai (${items})`,
  empty: 'Chưa có câu luyện tập nào ở đây.',
  emptyWhy: 'Câu hỏi của vòng thi đang mở không nằm trong phần luyện tập.',
  stop: 'Kết thúc',
  place: (answers: number, right: number) => `Đã làm ${answers}, đúng ${right}`,
  check: 'Trả lời',
  checking: 'Đang xem…',
  unknown: 'Chưa biết',
  next: 'Câu tiếp',
  right: 'Đúng rồi',
  partly: (percent: number) => `Đúng một phần (${percent}%)`,
  wrong: 'Chưa đúng',
  noIdea: 'Cùng xem đáp án',
  soon: 'Câu này sẽ trở lại sau vài câu nữa.',
  back: (days: number) =>
    days <= 1 ? 'Câu này sẽ trở lại vào ngày mai.' : `Câu này sẽ trở lại sau ${days} ngày.`,
  gone: 'Câu này vừa được rút khỏi phần luyện tập. Mời bạn làm câu khác.',
  done: 'Bạn đã làm hết',
  doneWhy: 'Chọn chủ đề khác, hoặc làm lại từ đầu.',
  doneWrong: 'Không còn câu sai nào để ôn.',
  doneDue: 'Hôm nay ôn như vậy là đủ',
  doneDueWhy: (when: string) => `Câu tiếp theo đến lúc ôn: ${when}.`,
  ahead: 'Vẫn luyện thêm',
  again: 'Làm lại từ đầu',
  toTopics: 'Chọn chủ đề',
};

const en: typeof vi = {
  title: 'Practice',
  lead: 'Answer one question at a time and learn at once what is right, and why. What went wrong comes back.',
  streak: (days) => (days === 1 ? '1 day in a row' : `${days} days in a row`),
  noStreak: 'Begin today',
  today: (answers) => `Today: ${answers}`,
  dueCount: (items) => `${items} to look at again`,
  thisTime: (answers, right) => `This time: ${answers} answered, ${right} right`,
  visitor: 'Sign in to keep your progress and see things again at the right time.',
  signIn: 'Sign in',
  audience: 'Questions for',
  audiences: {
    '': 'Everybody',
    citizen: 'Citizens',
    official: 'Officials',
    student: 'Pupils and students',
    business: 'Businesses',
  },
  topics: 'Topics',
  topicsHint: 'Choose one or several. With none chosen, all are mixed.',
  items: (items) => `${items} questions`,
  known: (mastered, learning, fresh) =>
    some([mastered, 'known'], [learning, 'learning'], [fresh, 'new']),
  startMixed: 'Practise all topics',
  startSome: (topics) => (topics === 1 ? 'Practise this topic' : `Practise ${topics} topics`),
  startDue: (items) => `Review today (${items})`,
  startWrong: (items) => `What went wrong (${items})`,
  empty: 'There is nothing to practise here yet.',
  emptyWhy: 'Questions of a round that is open are not part of practice.',
  stop: 'Stop',
  place: (answers, right) => `${answers} answered, ${right} right`,
  check: 'Answer',
  checking: 'Looking…',
  unknown: "I don't know",
  next: 'Next',
  right: 'That is right',
  partly: (percent) => `Right in part (${percent}%)`,
  wrong: 'Not quite',
  noIdea: 'Here is the answer',
  soon: 'This one comes back in a few questions.',
  back: (days) =>
    days <= 1 ? 'This one comes back tomorrow.' : `This one comes back in ${days} days.`,
  gone: 'This question has just been taken out of practice. Here is another one.',
  done: 'You have done them all',
  doneWhy: 'Choose other topics, or begin again.',
  doneWrong: 'Nothing is left that went wrong.',
  doneDue: 'That is enough for today',
  doneDueWhy: (when) => `The next one is due: ${when}.`,
  ahead: 'Practise more all the same',
  again: 'Begin again',
  toTopics: 'Choose topics',
};

export const practiceWords = (): typeof vi => (session.language === 'en' ? en : vi);
