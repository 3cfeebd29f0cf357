/** Files of lessons: where they are, how long and how large. */
import { clockText } from './format';

interface Shown {
  kind: string;
  seconds?: number;
  bytes?: number;
  pages?: number;
}

/** Names what the file holds, so it never changes. */
export const mediaAddress = (purpose: string, digest: string, member: string): string =>
  `/tep/${purpose}/${digest}/${member}`;

/** Bytes as megabytes, to be read. */
export const megabytes = (bytes: number): string =>
  Math.max(0.1, bytes / 1024 / 1024).toLocaleString('vi', {
    maximumFractionDigits: bytes < 10_485_760 ? 1 : 0,
  });

/** “1:30 · 4,2 MB”, as far as it is known. */
export function mediaFacts({ seconds, bytes, pages }: Shown): string {
  const long = seconds ? clockText(seconds * 1000) : '';
  const many = pages ? `${pages} tr.` : '';
  const large = bytes && (seconds || pages) ? `${megabytes(bytes)} MB` : '';
  return [long, many, large].filter(Boolean).join(' · ');
}
