/** Every screen but the paper, by name; each is fetched when it is asked for. */

const screens = {
  result: () => import('./result/Result.svelte'),
  board: () => import('./board/Board.svelte'),
  hall: () => import('./hall/Hall.svelte'),
  signIn: () => import('./sign-in/SignIn.svelte'),
  register: () => import('./register/Register.svelte'),
  me: () => import('./me/MyPage.svelte'),
  inbox: () => import('./messages/Inbox.svelte'),
  practice: () => import('./practice/Practice.svelte'),
  assessment: () => import('./assessment/Assessment.svelte'),
  course: () => import('./courses/Course.svelte'),
  lesson: () => import('./courses/Lesson.svelte'),
  notes: () => import('./courses/Notes.svelte'),
  finalQuiz: () => import('./courses/FinalQuiz.svelte'),
  activation: () => import('./own/Activation.svelte'),
  own: () => import('./own/OwnOrganisation.svelte'),
  marker: () => import('./desk/essays/Marker.svelte'),
  authoring: () => import('./authoring/Authoring.svelte'),
  bank: () => import('./bank/shell/Bank.svelte'),
  teaching: () => import('./teach/shell/Teaching.svelte'),
  attendance: () => import('./attendance/Attendance.svelte'),
  joining: () => import('./attendance/Joining.svelte'),
  desk: () => import('./desk/shell/Desk.svelte'),
};

export type Other = keyof typeof screens;
export default screens;
