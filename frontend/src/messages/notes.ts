/** Words of notes and marked lessons. */

const vi = {
  title: 'Ghi chú và dấu trang',
  own: 'Ghi chú của bạn',
  why: 'Chỉ mình bạn đọc được.',
  hint: 'Điều bạn muốn nhớ, việc cần làm ở nhà…',
  mark: 'Đánh dấu bài này',
  marked: 'Đã đánh dấu',
  state: {
    saved: 'Đã lưu',
    saving: 'Đang lưu…',
    kept: 'Chưa gửi được, vẫn giữ trên máy',
    fragile: 'Chưa gửi được, đừng đóng trang này',
    refused: 'Không lưu được. Hãy bớt chữ, hoặc chép lại sang chỗ khác.',
  },
  none: 'Bạn chưa ghi chú hay đánh dấu bài nào',
  noneWhy: 'Ở cuối mỗi bài học có chỗ để ghi chú và đánh dấu.',
  toCourses: 'Xem các khóa học',
  toCourse: 'Về khóa học',
  gone: 'Bài không còn trong khóa học',
  file: 'Tải về dạng văn bản',
  all: 'Ghi chú của mọi khóa học',
  isMarked: 'đã đánh dấu',
};

const en: typeof vi = {
  title: 'Notes and bookmarks',
  own: 'Your note',
  why: 'Only you can read it.',
  hint: 'What you want to remember, or to do at home…',
  mark: 'Bookmark this lesson',
  marked: 'Bookmarked',
  state: {
    saved: 'Saved',
    saving: 'Saving…',
    kept: 'Not sent yet, safe on this device',
    fragile: 'Not sent yet, do not close this page',
    refused: 'Not saved. Shorten it, or copy it to another place.',
  },
  none: 'No notes or bookmarks yet',
  noneWhy: 'At the end of each lesson you can write a note and bookmark it.',
  toCourses: 'See the courses',
  toCourse: 'To the course',
  gone: 'This lesson is no longer in the course',
  file: 'Download as text',
  all: 'Notes of all courses',
  isMarked: 'bookmarked',
};

export default { vi, en };
