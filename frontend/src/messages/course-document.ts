/** Words of bringing several lessons in one document. */

const vi = {
  bring: 'Lấy nhiều bài từ một tài liệu',
  title: 'Lấy nhiều bài từ một tài liệu',
  rule: 'Tài liệu Word (.docx) hoặc Markdown được chia theo tiêu đề:',
  rules: [
    'Tiêu đề 1 (Markdown: #) thành một phần.',
    'Tiêu đề 2 (##) thành một bài.',
    'Tiêu đề 3 trở đi là tiêu đề trong bài.',
    'Chữ đứng giữa Tiêu đề 1 và Tiêu đề 2 thành bài mở đầu cùng tên với phần.',
  ],
  safe: 'Bạn xem trước rồi mới thêm. Các phần mới đứng sau phần đã có.',
  choose: 'Chọn tài liệu',
  other: 'Chọn tài liệu khác',
  reading: 'Đang đọc tài liệu…',
  would: (modules: number, lessons: number) => `Sẽ thêm ${modules} phần, ${lessons} bài`,
  parts: (count: number) => (count ? `${count} khối` : 'chưa có nội dung'),
  noLessons: 'phần chưa có bài',
  lost: 'Chỗ không giữ được hoặc cần làm thêm',
  run: 'Thêm vào khóa học',
  done: (lessons: number) => `Đã thêm ${lessons} bài vào cuối khóa học.`,
};

const en: typeof vi = {
  bring: 'Several lessons from one document',
  title: 'Several lessons from one document',
  rule: 'A Word (.docx) or Markdown document is divided by its headings:',
  rules: [
    'Heading 1 (Markdown: #) becomes a module.',
    'Heading 2 (##) becomes a lesson.',
    'Heading 3 and below stay headings of their lesson.',
    'Text between a Heading 1 and a Heading 2 becomes a first lesson, called like its module.',
  ],
  safe: 'You see it first. New modules come behind those that are there.',
  choose: 'Choose a document',
  other: 'Choose another document',
  reading: 'Reading the document…',
  would: (modules, lessons) => `This adds ${modules} modules with ${lessons} lessons`,
  parts: (count) => (count ? `${count} blocks` : 'no content yet'),
  noLessons: 'no lessons yet',
  lost: 'What cannot be kept, or needs more work',
  run: 'Add to the course',
  done: (lessons) => `${lessons} lessons were added at the end of the course.`,
};

export default { vi, en };
