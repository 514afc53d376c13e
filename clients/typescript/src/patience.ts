/** How long a stream is sought again after its connection broke. */
export interface Patience {
  /** The pause before the first attempt, in milliseconds; each further one is twice as long. */
  firstPauseMs: number;
  /** The longest pause, in milliseconds. */
  longestPauseMs: number;
  /** How many attempts may fail one after the other. */
  attempts: number;
}

/** Two minutes: a server that is restarted or updated is back by then. */
export const PATIENCE: Patience = { firstPauseMs: 100, longestPauseMs: 5_000, attempts: 28 };

/** Counts the attempts that failed since something came. */
export class Attempts {
  private failed = 0;

  constructor(private readonly patience: Patience) {}

  /** Something came. */
  succeeded(): void {
    this.failed = 0;
  }

  /** Waits before the next attempt, or throws `error` when patience is at its end. */
  async afterFailure(error: unknown): Promise<void> {
    this.failed += 1;
    const { firstPauseMs, longestPauseMs, attempts } = this.patience;
    if (this.failed > attempts) {
      throw error;
    }
    const pause = Math.min(firstPauseMs * 2 ** (this.failed - 1), longestPauseMs);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
