/** Short words after something was done; they go by themselves. Trouble belongs to where it arose. */

/** A way back that is offered beside the words. */
export interface Offer {
  text: string;
  run: () => unknown;
}

export interface Said {
  id: number;
  text: string;
  offer?: Offer;
}

const STAYS_MS = 6_000;
const OFFER_STAYS_MS = 15_000;
let last = 0;

class Toast {
  said = $state.raw<Said[]>([]);

  say(text: string, offer?: Offer): void {
    const id = ++last;
    this.said = [...this.said.slice(-2), { id, text, offer }];
    setTimeout(() => this.hide(id), offer ? OFFER_STAYS_MS : STAYS_MS);
  }

  hide(id: number): void {
    this.said = this.said.filter((one) => one.id !== id);
  }
}

export const toast = new Toast();
