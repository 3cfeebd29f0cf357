/** Pictures for items. */
import { request } from '../client';
import type { StoredPicture } from '../generated/types.gen';

const UPLOAD_MS = 60_000;

export const pictures = {
  store: (file: File) => {
    const form = new FormData();
    form.append('picture', file);
    return request<StoredPicture>('bank/pictures/', {
      method: 'POST',
      body: form,
      timeout: UPLOAD_MS,
    });
  },
};

export const pictureAddress = (digest: string): string => `/hinh/${digest}.webp`;
