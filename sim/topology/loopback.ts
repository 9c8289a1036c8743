/** The loopback address of a customer router, from which its internal sessions run: its BGP identifier. */
import { formatAddress, parseAddress } from './address.ts';
import type { AddressFamily } from './spec.ts';

/** IPv6 loopbacks are made from the identifier: `fd00::aff:1`. */
export const loopbackOf = (routerId: string, family: AddressFamily): string =>
  family === 'ipv4'
    ? routerId
    : formatAddress({ family, bits: parseAddress('fd00::').bits | parseAddress(routerId).bits });
