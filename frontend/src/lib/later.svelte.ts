/** A part of the app that is fetched after what is on the screen now. */

export class Later<Part> {
  part = $state.raw<Part | null>(null);
  failed = $state(false);

  constructor(private readonly fetch: () => Promise<Part>) {}

  /** Safe to repeat; what failed is tried again by itself once there is a network. */
  readonly load = async (): Promise<void> => {
    if (this.part) return;
    this.failed = false;
    try {
      this.part = await this.fetch();
    } catch {
      this.failed = true;
      addEventListener('online', this.load, { once: true });
    }
  };
}
