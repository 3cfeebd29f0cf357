/** Messages: one's own, by what ways they come, and those of a trainer to a cohort. */
import { request } from './client';
import type {
  ContactChoice,
  Inbox,
  MessagePreview,
  ReceiverPage,
  SentMessage,
} from './generated/types.gen';

export interface MessageText {
  subject: string;
  body: string;
}
export interface MessageWish extends MessageText {
  key: string;
  to: 'all' | 'risk' | 'chosen';
  people?: string[];
}

const at = (cohort: string, rest = '') => `teaching/cohorts/${cohort}/messages/${rest}`;

export const messages = {
  inbox: (page = 1) => request<Inbox>(`me/messages/?page=${page}`),
  read: (uuids?: string[]) =>
    request<{ unread: number }>('me/messages/read/', {
      method: 'POST',
      body: uuids ? { messages: uuids } : {},
    }),
  choices: () => request<ContactChoice>('me/contact-choices/'),
  choose: (wish: Partial<ContactChoice>) =>
    request<ContactChoice>('me/contact-choices/', { method: 'PATCH', body: wish }),

  sent: (cohort: string) => request<SentMessage[]>(at(cohort)),
  send: (cohort: string, body: MessageWish) =>
    request<SentMessage>(at(cohort), { method: 'POST', body }),
  preview: (cohort: string, body: MessageText) =>
    request<MessagePreview>(at(cohort, 'preview/'), { method: 'POST', body }),
  receivers: (cohort: string, message: string) =>
    request<ReceiverPage>(at(cohort, `${message}/people/`)),
};
