/** Where files are in the bank. */
export const OUT = 'xuat';
export const addressOf = (part = ''): string => `/ngan-hang/nhap-xuat/${part ? `${part}/` : ''}`;
export const itemAddress = (code: string): string => `/ngan-hang/soan/${encodeURIComponent(code)}/`;
/** The export of chosen items; the list leads here. */
export const exportAddress = (codes: string[]): string =>
  `${addressOf(OUT)}?${new URLSearchParams({ ma: codes.join(',') })}`;
