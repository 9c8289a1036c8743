// Preloaded into dxdrill by a test: breaks it from outside, as a defect would, when a signal comes.
process.on('SIGUSR2', () => {
  setTimeout(() => {
    throw new TypeError('broken in a timer');
  }, 0);
});
process.on('SIGWINCH', () => {});
process.on('SIGURG', () => {
  // What every table uses while it is drawn.
  String.prototype.padStart = () => {
    throw new TypeError('broken while drawing');
  };
});
process.on('SIGIO', () => void Promise.reject(new TypeError('broken in a promise')));
