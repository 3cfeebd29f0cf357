/** Where the papers are in the bank. */
export const NEW = 'moi';
export const addressOf = (part = ''): string => `/ngan-hang/de/${part ? `${part}/` : ''}`;
