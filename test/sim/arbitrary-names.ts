/** Names for random inputs. `$kind:n` stands for one of what the network has then. */
import fc from 'fast-check';

export const SECOND = 1_000_000;

export const some = (kind: string) => fc.nat(5).map((n) => `$${kind}:${n}`);
export const vif = some('virtualInterface');
export const connection = some('connection');
export const lag = some('lag');
export const port = fc.oneof(connection, lag);
