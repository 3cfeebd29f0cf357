/** Words of translating lessons. */

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
  head: 'Tên và tóm tắt',
  states: { missing: 'Chưa dịch', outdated: 'Bản gốc đã sửa', done: 'Xong' },
  outdated:
    'Bản tiếng Việt đã sửa sau khi dịch. Sửa bản tiếng Anh theo, hoặc xác nhận nó vẫn đúng.',
  still: 'Bản dịch vẫn đúng',
  fields: {
    title: 'Tiêu đề',
    summary: 'Tóm tắt',
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
  nothing: 'Bài chưa có gì để dịch',
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
  head: 'Name and summary',
  states: { missing: 'Not translated', outdated: 'Source has changed', done: 'Done' },
  outdated:
    'The Vietnamese was changed after it was translated. Change the English too, or say that it still holds.',
  still: 'The translation still holds',
  fields: {
    title: 'Title',
    summary: 'Summary',
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
  nothingWhy: 'Write the Vietnamese lesson first, then translate it here place by place.',
};

export default { vi, en };
