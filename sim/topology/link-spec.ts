/** Links between a customer's routers: as a network file has them, and as the graph keeps them. */

/** `passive`: the IGP carries the subnet of a link and leads nothing over it. `off`: it does not know the link. */
export const linkIgps = ['active', 'passive', 'off'] as const;
export type LinkIgp = (typeof linkIgps)[number];

interface Measures {
  readonly metric: number;
  readonly delayMicros: number;
}

export interface RouterLinkSpec extends Measures {
  readonly between: readonly [string, string];
  /** Of its two ends, with prefix length. */
  readonly addresses?: readonly [string, string];
  /** Default `active`. */
  readonly igp?: LinkIgp;
}

export interface LinkRecord extends Measures {
  /** Of its ends by the names of their routers, with prefix length. */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly igp: LinkIgp;
  /** Routers whose operators shut their end. */
  readonly shutAt?: readonly string[];
}
