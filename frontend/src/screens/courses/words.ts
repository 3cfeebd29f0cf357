/** Days as people here write them. */
import type { Language } from '$/api/types';
import { momentText } from '$/lib/format';

/** "Thứ Bảy ngày 28/11/2026". */
export const dayText = (iso: string, language: Language): string =>
  momentText(iso.length === 10 ? `${iso}T12:00:00+07:00` : iso, language).replace(/^[^,]*, /, '');
