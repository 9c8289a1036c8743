/** What an OPEN is checked for, and which of two colliding connections stays (RFC 4271 §6.2, §6.8; RFC 6286). */
import { parseAddress, u32Of } from '../topology/address.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import type { Open } from './rows.ts';

/** Subcodes of an OPEN message error. */
const BAD_PEER_AS = 2;
const BAD_BGP_IDENTIFIER = 3;
const UNACCEPTABLE_HOLD_TIME = 6;

const FIRST_IDENTIFIER = u32Of(parseAddress('52.93.0.0'));

export class OpenChecks {
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  /** Of graceful restart. */
  readonly #capability: (endpoint: number) => Open['restart'];

  constructor(topology: Topology, ends: Endpoints, capability: (endpoint: number) => Open['restart']) {
    this.#topology = topology;
    this.#capability = capability;
    this.#ends = ends;
  }

  /** BGP identifier of an endpoint; AWS's are made from the virtual interface's name. */
  identifier(endpoint: number): number {
    const entity = this.#ends.entity(endpoint);
    const owner = this.#topology.target(entity, 'partOf') ?? entity;
    if (this.#ends.isAws(endpoint))
      return FIRST_IDENTIFIER + ((this.#topology.key(owner).low >>> 16) & 0xffff);
    return u32Of(parseAddress(this.#topology.as('router', owner).routerId));
  }

  /** The subcode of what is wrong with an OPEN, if anything is. */
  error(endpoint: number, open: Open): number | undefined {
    const { localAsn, remoteAsn } = this.#ends.config(endpoint);
    if (open.asn !== remoteAsn) return BAD_PEER_AS;
    // RFC 6286: any identifier but zero, and within one AS not the own one.
    const own = open.bgpIdentifier === this.identifier(endpoint) && open.asn === localAsn;
    if (open.bgpIdentifier === 0 || own) return BAD_BGP_IDENTIFIER;
    const { shortestHoldMicros, acceptsZeroHold } = this.#ends.rules(endpoint).timers;
    const acceptable = open.holdMicros === 0 ? acceptsZeroHold : open.holdMicros >= shortestHoldMicros;
    return acceptable ? undefined : UNACCEPTABLE_HOLD_TIME;
  }

  /** Whether connections that this end opened stay: the higher identifier wins, then the higher AS. */
  localWins(endpoint: number, open: Open): boolean {
    const local = this.identifier(endpoint);
    if (local !== open.bgpIdentifier) return local > open.bgpIdentifier;
    return this.#ends.config(endpoint).localAsn > open.asn;
  }

  /** The OPEN that an endpoint sends. */
  open(endpoint: number): Open {
    const { localAsn, holdMicros } = this.#ends.config(endpoint);
    const restart = this.#capability(endpoint);
    const bgpIdentifier = this.identifier(endpoint);
    const open: Open = { type: 'OPEN', asn: localAsn, holdMicros, bgpIdentifier };
    return restart === undefined ? open : { ...open, restart };
  }
}
