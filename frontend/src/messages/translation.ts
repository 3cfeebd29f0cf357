/** Words of translating lessons and what courses say of themselves. */

interface Counted {
  done: number;
  outdated: number;
  missing: number;
}

const vi = {
  title: 'Bản tiếng Anh',
  of: (name: string, state: string) => `${name}: ${state}`,
  state: ({ done, outdated, missing }: Counted) =>
    outdated
      ? `Tiếng Anh: ${outdated} chỗ đã cũ`
      : missing
        ? `Tiếng Anh: ${done}/${done + missing}`
        : 'Có tiếng Anh',
  course: (done: number, all: number) => `Bản tiếng Anh: xong ${done} trong ${all} bài.`,
  why: 'Người học dùng giao diện tiếng Anh đọc bản này khi mọi chỗ đều xong. Chưa xong thì họ đọc bản tiếng Việt. Câu hỏi và nguồn giữ nguyên tiếng Việt.',
  done: (done: number, all: number) => `Đã xong ${done} trong ${all} chỗ`,
  whole: 'Đã xong cả bài',
  toNext: 'Đến chỗ chưa xong tiếp theo',
  toSource: 'Sửa bản tiếng Việt',
  source: 'Tiếng Việt',
  target: 'Tiếng Anh',
  heads: { head: 'Tên và tóm tắt', course: 'Tên và giới thiệu', module: 'Phần' },
  outline: 'Dịch tên khóa học và các phần',
  outlineTitle: 'Bản tiếng Anh: tên khóa học và các phần',
  outlineWhy:
    'Người học dùng giao diện tiếng Anh thấy tên và lời giới thiệu này khi mọi chỗ đều xong. Tên và lời của từng bài dịch ở bài ấy.',
  wholeOutline: 'Đã xong mọi chỗ',
  states: { missing: 'Chưa dịch', outdated: 'Bản gốc đã sửa', done: 'Xong' },
  outdated:
    'Bản tiếng Việt đã sửa sau khi dịch. Sửa bản tiếng Anh theo, hoặc xác nhận nó vẫn đúng.',
  still: 'Bản dịch vẫn đúng',
  fields: {
    title: 'Tiêu đề',
    summary: 'Tóm tắt',
    about: 'Giới thiệu',
    markup: 'Nội dung',
    alt: 'Lời mô tả hình',
    caption: 'Chú thích',
    steps: 'Việc',
    transcript: 'Lời thoại',
    note: 'Ghi chú',
    criteria: 'Tiêu chí, mức',
  } as Record<string, string>,
  field: (name: string) => `${name}, tiếng Anh`,
  numbered: (name: string, number: number) => `${name} ${number}`,
  nothing: 'Chưa có gì để dịch',
  nothingWhy: 'Viết bản tiếng Việt trước, rồi dịch từng chỗ ở đây.',
};

const en: typeof vi = {
  title: 'English version',
  of: (name, state) => `${name}: ${state}`,
  state: ({ done, outdated, missing }) =>
    outdated
      ? `English: ${outdated} out of date`
      : missing
        ? `English: ${done}/${done + missing}`
        : 'In English',
  course: (done, all) => `English version: ${done} of ${all} lessons done.`,
  why: 'Learners with the English interface read this once every place is done. Until then they read the Vietnamese lesson. Questions and sources stay in Vietnamese.',
  done: (done, all) => `${done} of ${all} places done`,
  whole: 'The whole lesson is done',
  toNext: 'To the next place to do',
  toSource: 'Change the Vietnamese lesson',
  source: 'Vietnamese',
  target: 'English',
  heads: { head: 'Name and summary', course: 'Name and introduction', module: 'Module' },
  outline: 'Translate the name of the course and its modules',
  outlineTitle: 'English version: name of the course and its modules',
  outlineWhy:
    'Learners with the English interface see this name and introduction once every place is done. The words of each lesson are translated there.',
  wholeOutline: 'Every place is done',
  states: { missing: 'Not translated', outdated: 'Source has changed', done: 'Done' },
  outdated:
    'The Vietnamese was changed after it was translated. Change the English too, or say that it still holds.',
  still: 'The translation still holds',
  fields: {
    title: 'Title',
    summary: 'Summary',
    about: 'Introduction',
    markup: 'Text',
    alt: 'What the picture shows',
    caption: 'Words below the picture',
    steps: 'Thing to do',
    transcript: 'Transcript',
    note: 'Note',
    criteria: 'Criterion or level',
  },
  field: (name) => `${name}, in English`,
  numbered: (name, number) => `${name} ${number}`,
  nothing: 'There is nothing to translate yet',
  nothingWhy: 'Write the Vietnamese first, then translate it here place by place.',
};

export default { vi, en };
