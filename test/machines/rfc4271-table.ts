/**
 * RFC 4271 §8.2.2, all 168 cells, written down by hand from the text (FSM error subcodes from RFC 6608, which updates
 * it). Nothing here is computed from a chart.
 *
 * A line is: event number or range of numbers (§8.1), optional conditions each ending in
 * `?` (`!` negates), the next state, then what is done. Several lines of one event are alternatives, the first that applies counts. `ignored` stays and does nothing.
 * `silent` means that the text does not say what happens.
 *
 *   crt dot ht kt   ConnectRetryTimer, DelayOpenTimer, HoldTimer, KeepaliveTimer:
 *                   =0 stop · =start · =restart · =large (HoldTimer) · =negotiated (HoldTimer)
 *   n=              NOTIFICATION: code, or code/subcode; `n=header` and `n=open` have the subcode of the error
 *   c=0 c+1         ConnectRetryCounter
 *   damp            performs peer oscillation damping, if DampPeerOscillations is TRUE
 */
export const rfc4271: Readonly<Record<string, string>> = {
  Idle: `
    1  Connect init c=0 crt=start initiate listen
    2     ignored
    3  Connect init c=0 crt=start initiate listen
    4  Active init c=0 crt=start listen
    5  Active init c=0 crt=start listen
    6  dampPeerOscillations? Idle damp
    6  silent
    7  dampPeerOscillations? Idle damp
    7  silent
    8-12  ignored
    13 dampPeerOscillations? Idle damp
    13 silent
    14 silent
    15-28 ignored`,
  Connect: `
    1     ignored
    2  Idle drop release c=0 crt=0
    3-7   ignored
    8  Idle crt=0 dot=0 release drop c+1 damp
    9  Connect drop crt=restart dot=0 initiate listen
    10 Idle crt=0 dot=0 release drop c+1 damp
    11 Idle crt=0 dot=0 release drop c+1 damp
    12 OpenSent OPEN ht=large
    13 Idle crt=0 dot=0 release drop c+1 damp
    14 Connect process
    15 Connect reject
    16 delayOpen? Connect crt=0 dot=start
    16 OpenSent crt=0 complete OPEN ht=large
    17 delayOpen? Connect crt=0 dot=start
    17 OpenSent crt=0 complete OPEN ht=large
    18 delayOpenTimerRunning? Active crt=restart dot=0 listen
    18 Idle crt=0 drop release
    19 Idle crt=0 dot=0 release drop c+1 damp
    20 holdTimeNonZero? OpenConfirm crt=0 complete dot=0 OPEN KEEPALIVE kt=start ht=negotiated
    20 OpenConfirm crt=0 complete dot=0 OPEN KEEPALIVE kt=0 ht=0
    21 sendNotificationWithoutOpen? Idle n=header crt=0 release drop c+1 damp
    21 Idle crt=0 release drop c+1 damp
    22 sendNotificationWithoutOpen? Idle n=open crt=0 release drop c+1 damp
    22 Idle crt=0 release drop c+1 damp
    23 Idle crt=0 dot=0 release drop c+1 damp
    24 delayOpenTimerRunning? Idle crt=0 dot=0 release drop
    24 Idle crt=0 release drop c+1 damp
    25 Idle crt=0 dot=0 release drop c+1 damp
    26 Idle crt=0 dot=0 release drop c+1 damp
    27 Idle crt=0 dot=0 release drop c+1 damp
    28 Idle crt=0 dot=0 release drop c+1 damp`,
  Active: `
    1     ignored
    2  delayOpenTimerRunning? sendNotificationWithoutOpen? Idle n=6 release dot=0 drop c=0 crt=0
    2  Idle release dot=0 drop c=0 crt=0
    3-7   ignored
    8  Idle crt=0 release drop c+1 damp
    9  Connect crt=restart initiate listen
    10 Idle crt=0 release drop c+1 damp
    11 Idle crt=0 release drop c+1 damp
    12 OpenSent crt=0 dot=0 complete OPEN ht=large
    13 Idle crt=0 release drop c+1 damp
    14 Active process
    15 Active reject
    16 delayOpen? Active crt=0 dot=start
    16 OpenSent crt=0 complete OPEN ht=large
    17 delayOpen? Active crt=0 dot=start
    17 OpenSent crt=0 complete OPEN ht=large
    18 Idle crt=restart dot=0 release c+1 damp
    19 Idle crt=0 release drop c+1 damp
    20 holdTimeNonZero? OpenConfirm crt=0 dot=0 complete OPEN KEEPALIVE kt=start ht=negotiated
    20 OpenConfirm crt=0 dot=0 complete OPEN KEEPALIVE kt=0 ht=0
    21 sendNotificationWithoutOpen? Idle n=header crt=0 release drop c+1 damp
    21 Idle crt=0 release drop c+1 damp
    22 sendNotificationWithoutOpen? Idle n=open crt=0 release drop c+1 damp
    22 Idle crt=0 release drop c+1 damp
    23 Idle crt=0 release drop c+1 damp
    24 delayOpenTimerRunning? Idle crt=0 dot=0 release drop
    24 Idle crt=0 release drop c+1 damp
    25 Idle crt=0 release drop c+1 damp
    26 Idle crt=0 release drop c+1 damp
    27 Idle crt=0 release drop c+1 damp
    28 Idle crt=0 release drop c+1 damp`,
  OpenSent: `
    1     ignored
    2  Idle n=6 crt=0 release drop c=0
    3-7   ignored
    8  Idle n=6 crt=0 release drop c+1 damp
    9  Idle n=5/1 crt=0 release drop c+1 damp
    10 Idle n=4 crt=0 release drop c+1 damp
    11 Idle n=5/1 crt=0 release drop c+1 damp
    12 Idle n=5/1 crt=0 release drop c+1 damp
    13 Idle n=5/1 crt=0 release drop c+1 damp
    14 OpenSent track
    15    ignored
    16 OpenSent track
    17 OpenSent track
    18 Active drop crt=restart listen
    19 holdTimeNonZero? OpenConfirm dot=0 crt=0 KEEPALIVE kt=start ht=negotiated collide
    19 OpenConfirm dot=0 crt=0 KEEPALIVE collide
    20 Idle n=5/1 crt=0 release drop c+1 damp
    21 Idle n=header crt=0 release drop c+1 damp
    22 Idle n=open crt=0 release drop c+1 damp
    23 Idle n=6/7 crt=0 release drop c+1 damp
    24 Idle crt=0 release drop
    25 Idle n=5/1 crt=0 release drop c+1 damp
    26 Idle n=5/1 crt=0 release drop c+1 damp
    27 Idle n=5/1 crt=0 release drop c+1 damp
    28 Idle n=5/1 crt=0 release drop c+1 damp`,
  OpenConfirm: `
    1     ignored
    2  Idle n=6 release drop c=0 crt=0
    3-7   ignored
    8  Idle n=6 crt=0 release drop c+1 damp
    9  Idle n=5/2 crt=0 release drop c+1 damp
    10 Idle n=4 crt=0 release drop c+1 damp
    11 OpenConfirm KEEPALIVE kt=restart
    12 Idle n=5/2 crt=0 release drop c+1 damp
    13 Idle n=5/2 crt=0 release drop c+1 damp
    14 OpenConfirm track
    15    ignored
    16 OpenConfirm track
    17 OpenConfirm track
    18 Idle crt=0 release drop c+1 damp
    19 losesCollision? Idle n=6/7 crt=0 release drop c+1 damp
    19 silent
    20 Idle n=5/2 crt=0 release drop c+1 damp
    21 Idle n=header crt=0 release drop c+1 damp
    22 Idle n=open crt=0 release drop c+1 damp
    23 Idle n=6/7 crt=0 release drop c+1 damp
    24 Idle crt=0 release drop
    25 Idle crt=0 release drop c+1 damp
    26 Established ht=restart up
    27 Idle n=5/2 crt=0 release drop c+1 damp
    28 Idle n=5/2 crt=0 release drop c+1 damp`,
  Established: `
    1     ignored
    2  Idle n=6 crt=0 routes release drop c=0
    3-7   ignored
    8  Idle n=6 crt=0 routes release drop c+1 damp
    9  Idle n=5/3 routes crt=0 release drop c+1 damp
    10 Idle n=4 crt=0 release drop c+1 damp
    11 holdTimeNonZero? Established KEEPALIVE kt=restart
    11 Established KEEPALIVE
    12 Idle n=5/3 routes crt=0 release drop c+1 damp
    13 Idle n=5/3 routes crt=0 release drop c+1 damp
    14 Established track
    15    ignored
    16 Established track
    17 Established track
    18 Idle crt=0 routes release drop c+1
    19 collisionDetectEstablishedState? Established collide
    19 silent
    20 Idle n=5/3 routes crt=0 release drop c+1 damp
    21 Idle n=5/3 routes crt=0 release drop c+1 damp
    22 Idle n=5/3 routes crt=0 release drop c+1 damp
    23 collisionDetectEstablishedState? Idle n=6/7 crt=0 routes release drop c+1 damp
    23 silent
    24 Idle crt=0 routes release drop c+1
    25 Idle crt=0 routes release drop c+1
    26 holdTimeNonZero? Established ht=restart
    26    ignored
    27 holdTimeNonZero? Established update ht=restart
    27 Established update
    28 Idle n=3 crt=0 routes release drop c+1 damp`,
};
