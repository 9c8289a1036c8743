/** TCP's part in recovery: when a lost segment is sent again. Values of Linux: a 7 s cut can cost 12.9 s. */
const SYN_TIMEOUT_MICROS = 1_000_000;
/** TCP_RTO_MIN is 200 ms; what the round trip adds to it is rounded up to a tick of 4 ms (HZ = 250). */
const RETRANSMISSION_TIMEOUT_MICROS = 204_000;
/** RFC 6298 allows a ceiling of 60 s or more; Linux has 120 s. */
const CEILING_MICROS = 120_000_000;

/** µs of the first transmission at or after `t` of a segment first sent at `sent`, the timeout doubling. */
function firstRetryAt(sent: number, timeoutMicros: number, t: number): number {
  let at = sent;
  for (let timeout = timeoutMicros; at < t; timeout = Math.min(2 * timeout, CEILING_MICROS)) at += timeout;
  return at;
}

/** µs at which data first sent at `sent` is sent again, at or after `t`. */
export const dataRetryAt = (sent: number, t: number): number =>
  firstRetryAt(sent, RETRANSMISSION_TIMEOUT_MICROS, t);

/** Linux: TCP_RESOURCE_PROBE_INTERVAL. */
const LOCAL_RETRY_MICROS = 500_000;

/** µs at which data that could not leave its own host since `sent` is tried again, at or after `t`. */
export const localRetryAt = (sent: number, t: number): number =>
  sent + Math.ceil(Math.max(0, t - sent) / LOCAL_RETRY_MICROS) * LOCAL_RETRY_MICROS;

/** µs at which a connection attempt begun at `begun`, repeated with every ConnectRetryTimer, sends a SYN at or after `t`. */
export function synRetryAt(begun: number, connectRetryMicros: number, t: number): number {
  const attempts = Math.max(0, Math.floor((t - begun) / connectRetryMicros));
  const attempt = begun + attempts * connectRetryMicros;
  return Math.min(firstRetryAt(attempt, SYN_TIMEOUT_MICROS, t), attempt + connectRetryMicros);
}

/** How often a segment is sent within a span, the first time included. */
export function transmissionsWithin(spanMicros: number): number {
  let count = 0;
  while (retransmissionDelay(count) < spanMicros) count++;
  return count;
}

/** µs from the first transmission of a segment to the one after `losses` lost ones. */
export function retransmissionDelay(losses: number): number {
  let delay = 0;
  let timeout = RETRANSMISSION_TIMEOUT_MICROS;
  for (let lost = 0; lost < losses; lost++) {
    delay += timeout;
    timeout = Math.min(2 * timeout, CEILING_MICROS);
  }
  return delay;
}

/** Chance that a segment and its acknowledgement both get through, from the loss of either way in parts per million. */
export const exchangeChance = (lossOutPpm: number, lossInPpm: number): number =>
  ((1_000_000 - lossOutPpm) / 1_000_000) * ((1_000_000 - lossInPpm) / 1_000_000);
