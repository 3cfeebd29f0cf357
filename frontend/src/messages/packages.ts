/** Words of packages of others, for learners and authors. */

const vi = {
  open: 'Mở gói học liệu',
  goOn: 'Học tiếp trong gói',
  again: 'Mở lại gói',
  needsNetwork: 'Cần có mạng trong lúc học phần này.',
  origin: (origin: string) => `Nguồn: ${origin}`,
  done: 'Đã hoàn thành',
  doneOf: (done: number, all: number) => `Đã hoàn thành ${done} trong ${all} phần`,
  opening: 'Đang mở gói học liệu…',
  failed: 'Chưa mở được gói học liệu',
  retry: 'Thử lại',
  close: 'Rời gói học liệu',
  unit: 'Phần',
  frame: (title: string) => `Nội dung gói: ${title}`,
  states: {
    saved: 'Đã lưu',
    saving: 'Đang lưu…',
    unsent: 'Chưa gửi được, sẽ tự gửi lại khi có mạng',
    elsewhere: 'Gói đã được mở ở nơi khác. Phần làm tiếp ở đây không được giữ',
    refused: 'Gói gửi tiến độ không đúng chuẩn, phần này không được giữ',
    view: 'Xem thử, không giữ tiến độ',
  },
  author: {
    choose: 'Chọn gói (.zip)',
    other: 'Chọn gói khác',
    hint: 'SCORM 1.2, SCORM 2004 hoặc cmi5, không quá 64 MB. Gói chạy trong khung cách ly, không gửi được dữ liệu ra ngoài.',
    sending: 'Đang tải lên và kiểm tra gói…',
    originLabel: 'Nguồn của gói',
    originHint: 'Ai làm, lấy ở đâu. Người học thấy dòng này.',
    look: 'Xem thử gói',
    found: (format: string, files: number, size: string) => `${format}, ${files} tệp, ${size}`,
    units: (units: number) =>
      units ? `${units} phần báo khi học xong` : 'Gói không báo khi học xong: xem là đủ.',
    notes: 'Lưu ý khi kiểm tra',
    missing: 'Máy chủ này chưa có gói. Hãy tải gói lên lại.',
  },
};

const en: typeof vi = {
  open: 'Open the package',
  goOn: 'Go on in the package',
  again: 'Open the package again',
  needsNetwork: 'This part needs a network.',
  origin: (origin) => `Source: ${origin}`,
  done: 'Completed',
  doneOf: (done, all) => `${done} of ${all} units completed`,
  opening: 'Opening the package…',
  failed: 'The package could not be opened',
  retry: 'Try again',
  close: 'Leave the package',
  unit: 'Unit',
  frame: (title) => `Content of the package: ${title}`,
  states: {
    saved: 'Saved',
    saving: 'Saving…',
    unsent: 'Not sent yet; it will be sent when there is a network',
    elsewhere: 'Opened elsewhere. What is done here is not kept',
    refused: 'The package sent progress against its standard; it is not kept',
    view: 'A look only: nothing is kept',
  },
  author: {
    choose: 'Choose a package (.zip)',
    other: 'Choose another package',
    hint: 'SCORM 1.2, SCORM 2004 or cmi5, at most 64 MB. It runs in a closed frame and can send nothing out.',
    sending: 'Uploading and checking the package…',
    originLabel: 'Where the package is from',
    originHint: 'Who made it. Learners see this line.',
    look: 'Look into the package',
    found: (format, files, size) => `${format}, ${files} files, ${size}`,
    units: (units) =>
      units
        ? `${units} units tell when they are completed`
        : 'The package does not tell when it is completed: seeing it is enough.',
    notes: 'Found while checking',
    missing: 'This server does not have the package. Please bring it again.',
  },
};

export default { vi, en };
