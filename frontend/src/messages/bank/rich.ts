/** Words of formatted text. */

const vi = {
  format: 'Định dạng',
  plain: 'Bỏ định dạng',
  plainWarning: 'Chữ đậm, hình và danh sách sẽ mất, chỉ còn lời.',
  opening: 'Đang mở phần định dạng…',
  tools: 'Định dạng chữ',
  heading: 'Tiêu đề',
  table: 'Bảng (trong bảng: thêm hàng)',
  bold: 'Đậm (Ctrl+B)',
  italic: 'Nghiêng (Ctrl+I)',
  underline: 'Gạch chân (Ctrl+U)',
  sub: 'Chỉ số dưới (Ctrl+,)',
  sup: 'Chỉ số trên (Ctrl+.)',
  list: 'Danh sách',
  numbered: 'Danh sách đánh số',
  code: 'Mã lệnh, địa chỉ',
  link: 'Liên kết',
  linkAsk: 'Địa chỉ liên kết',
  picture: 'Chèn hình',
  pictureAdd: 'Chèn hình',
  pictureAlt: 'Hình cho thấy gì?',
  pictureAltHint: 'Bắt buộc. Người không nhìn thấy hình sẽ nghe câu này; đừng nói lộ đáp án.',
};

const en: typeof vi = {
  format: 'Format',
  plain: 'Remove formatting',
  plainWarning: 'Bold, pictures and lists will be lost; the words stay.',
  opening: 'Opening the formatting…',
  tools: 'Formatting',
  heading: 'Heading',
  table: 'Table (within one: another row)',
  bold: 'Bold (Ctrl+B)',
  italic: 'Italic (Ctrl+I)',
  underline: 'Underline (Ctrl+U)',
  sub: 'Subscript (Ctrl+,)',
  sup: 'Superscript (Ctrl+.)',
  list: 'List',
  numbered: 'Numbered list',
  code: 'Code, address',
  link: 'Link',
  linkAsk: 'Address of the link',
  picture: 'Insert a picture',
  pictureAdd: 'Insert',
  pictureAlt: 'What does the picture show?',
  pictureAltHint:
    'Required. People who cannot see the picture hear this; do not give the key away.',
};

export default { vi, en };
