/** Rule books: where published sources disagree, which values the API takes and shows. */

export interface Profile {
  readonly name: 'compat' | 'seed' | 'current';
  /** MTUs that each type of virtual interface takes, in bytes. */
  readonly mtu: Readonly<Record<'private' | 'transit', readonly number[]>>;
  /** Largest value of `asn`. */
  readonly maxAsn: number;
  /** Whether `asnLong` exists, and its largest value. */
  readonly maxAsnLong: number | undefined;
  readonly virtualInterfaceName: RegExp;
  /** The state `testing` exists; before, such a virtual interface reads `down`. */
  readonly testing: boolean;
  /** Members of answers that came after the page that the project grew from. */
  readonly laterMembers: boolean;
}

/** CloudFormation's schema, which is what works in practice. */
const WIDE_NAME = /^[\w \-_,/]{1,100}$/;

/** Takes what any of the sources take. */
const compat: Profile = {
  name: 'compat',
  mtu: { private: [1500, 8500, 9001], transit: [1500, 8500] },
  maxAsn: 2_147_483_647,
  maxAsnLong: 4_294_967_295,
  virtualInterfaceName: WIDE_NAME,
  testing: true,
  laterMembers: true,
};

/** The API reference page of AssociateVirtualInterface, to the letter. */
const seed: Profile = {
  name: 'seed',
  mtu: { private: [1500, 9001], transit: [1500, 8500] },
  maxAsn: 2_147_483_647,
  maxAsnLong: undefined,
  virtualInterfaceName: /^[a-z0-9-]{1,100}$/,
  testing: false,
  laterMembers: false,
};

/** The newest API model. */
const current: Profile = {
  name: 'current',
  mtu: { private: [1500, 8500], transit: [1500, 8500] },
  maxAsn: 2_147_483_646,
  maxAsnLong: 4_294_967_294,
  virtualInterfaceName: WIDE_NAME,
  testing: true,
  laterMembers: true,
};

export const profiles = { compat, seed, current } as const;
