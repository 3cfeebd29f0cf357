/** Words of bringing a course as a file. */

const vi = {
  bring: 'Nhập từ tệp',
  title: 'Nhập khóa học từ tệp .zip',
  why: 'Chọn tệp mà Học Số đã xuất. Bạn xem trước sẽ có gì, chưa có gì thay đổi.',
  choose: 'Chọn tệp .zip',
  other: 'Chọn tệp khác',
  reading: 'Đang tải lên và kiểm tra…',
  would: (lessons: number, modules: number) => `${lessons} bài trong ${modules} phần`,
  more: (pictures: number, packages: number, items: number, files: number) =>
    `${pictures} hình, ${packages} gói học liệu, ${items} câu hỏi, ${files} tệp video, âm thanh, tài liệu`,
  unknown: 'Ngân hàng chưa có các câu này',
  comes: 'Tệp có kèm câu hỏi: chúng sẽ chờ bạn duyệt ở mục nhập của ngân hàng.',
  comesNot: 'Tệp không kèm câu hỏi. Bài có các câu này chưa xuất bản được.',
  unready: 'Có trong ngân hàng nhưng chưa dùng luyện tập được',
  lost: 'Tệp thiếu gói học liệu',
  lostFiles: 'Tệp thiếu video, âm thanh, tài liệu của',
  refusedFiles: 'Chưa nhận được các tệp này, hãy tải lên lại trong bài',
  preparing:
    'Video, âm thanh và tài liệu trong tệp đang được xử lý, vài phút nữa sẽ hiện trong bài.',
  tags: 'Khung năng lực ở đây không có',
  problems: 'Tệp có lỗi, hãy sửa rồi tải lên lại',
  at: (file: string, line: number) => `${file}, dòng ${line}`,
  apply: 'Tạo khóa học nháp',
  applying: 'Đang tạo khóa học…',
  done: 'Đã tạo khóa học nháp. Tệp này đã được nhập, nhập lại không tạo thêm.',
  open: 'Mở khóa học',
  toBank: 'Xem câu hỏi chờ nhập',
  undo: 'Hoàn tác',
  undone: 'Đã hoàn tác: khóa học nháp không còn.',
  close: 'Đóng',
};

const en: typeof vi = {
  bring: 'Import a file',
  title: 'Import a course from a .zip file',
  why: 'Choose a file that Học Số exported. You see first what it would make; nothing changes yet.',
  choose: 'Choose a .zip file',
  other: 'Choose another file',
  reading: 'Uploading and checking…',
  would: (lessons, modules) => `${lessons} lessons in ${modules} modules`,
  more: (pictures, packages, items, files) =>
    `${pictures} pictures, ${packages} packages, ${items} questions, ${files} files of video, sound or text`,
  unknown: 'The bank does not have these questions',
  comes: 'The file brings them along: they will wait for you in the bank’s import.',
  comesNot: 'The file does not bring them. Lessons with them cannot be published yet.',
  unready: 'In the bank, not yet approved to practise with',
  lost: 'Packages missing in the file',
  lostFiles: 'Missing video, sound or documents of',
  refusedFiles: 'These files were not taken: upload them again in their lessons',
  preparing:
    'Video, sound and documents are being prepared and will show in their lessons in a few minutes.',
  tags: 'Not in the frameworks here',
  problems: 'The file has faults: mend them and bring it again',
  at: (file, line) => `${file}, line ${line}`,
  apply: 'Make a draft course',
  applying: 'Making the course…',
  done: 'The draft course was made. Importing this file again makes nothing more.',
  open: 'Open the course',
  toBank: 'See the questions that wait',
  undo: 'Undo',
  undone: 'Undone: the draft course is gone.',
  close: 'Close',
};

export default { vi, en };
