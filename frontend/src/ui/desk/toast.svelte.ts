/** Short words after something was done; they go by themselves. Trouble belongs to where it arose. */

export interface Said {
  id: number;
  text: string;
}

const STAYS_MS = 6_000;
let last = 0;

class Toast {
  said = $state.raw<Said[]>([]);

  say(text: string): void {
    const id = ++last;
    this.said = [...this.said.slice(-2), { id, text }];
    setTimeout(() => this.hide(id), STAYS_MS);
  }

  hide(id: number): void {
    this.said = this.said.filter((one) => one.id !== id);
  }
}

export const toast = new Toast();
