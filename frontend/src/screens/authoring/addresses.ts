/** Where the screens of writing are. */

export const toList = '/soan-khoa-hoc/';
export const toCourse = (slug: string): string => `${toList}${encodeURIComponent(slug)}/`;
export const toCertificate = (slug: string): string => `${toCourse(slug)}chung-nhan/`;
export const toReview = (slug: string): string => `${toCourse(slug)}kiem-tra/`;
export const toLesson = (slug: string, key: string): string =>
  `${toCourse(slug)}bai/${encodeURIComponent(key)}/`;
/** Without a key: of the course's own words. */
export const toTranslation = (slug: string, key = ''): string =>
  `${key ? toLesson(slug, key) : toCourse(slug)}tieng-anh/`;
