/** Progress and messages for people, on standard error; standard output is for results. */
export function createTerminal(stream: NodeJS.WriteStream = process.stderr) {
  let isBarOpen = false;
  const clear = () => {
    if (isBarOpen) stream.write('\r\u001b[2K');
    isBarOpen = false;
  };
  return {
    say(message: string): void {
      clear();
      stream.write(`${message}\n`);
    },
    /** A bar that is redrawn on a terminal; elsewhere one line when the work is done. */
    progress(label: string, done: number, total: number): void {
      if (stream.isTTY) {
        const filled = Math.round((20 * done) / Math.max(total, 1));
        stream.write(`\r\u001b[2K${label} ${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${done}/${total}`);
        isBarOpen = true;
      }
      if (done === total) {
        clear();
        stream.write(`${label}: done\n`);
      }
    },
  };
}

export type Terminal = ReturnType<typeof createTerminal>;
