/** Where the screens of writing are. */

export const toList = '/soan-khoa-hoc/';
export const toCourse = (slug: string): string => `${toList}${encodeURIComponent(slug)}/`;
export const toReview = (slug: string): string => `${toCourse(slug)}kiem-tra/`;
export const toLesson = (slug: string, key: string): string =>
  `${toCourse(slug)}bai/${encodeURIComponent(key)}/`;
export const toTranslation = (slug: string, key: string): string =>
  `${toLesson(slug, key)}tieng-anh/`;
