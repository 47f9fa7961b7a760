import { type LotOutline, type Ring, rectangle } from '@connect/domain/lot';

/** Addresses of public libraries and fire stations: plainly no private person's home. */
export interface Place {
  address: string;
  city: string;
  state: string;
  zip: string;
  market: 'seattle' | 'phoenix';
  neighborhood: string;
  /** As a survey might find it, in feet, with the house that a plan would put there. */
  lot: LotOutline;
}
type Address = Omit<Place, 'lot'>;

const seattle = (address: string, zip: string, neighborhood: string): Address => ({
  address,
  city: 'Seattle',
  state: 'WA',
  zip,
  market: 'seattle',
  neighborhood,
});
const phoenix = (address: string, zip: string, neighborhood: string): Address => ({
  address,
  city: 'Phoenix',
  state: 'AZ',
  zip,
  market: 'phoenix',
  neighborhood,
});

const ADDRESSES: readonly Address[] = [
  seattle('2401 24th Ave E', '98112', 'Montlake'),
  seattle('4721 Rainier Ave S', '98118', 'Columbia City'),
  seattle('2801 34th Ave W', '98199', 'Magnolia'),
  seattle('5614 22nd Ave NW', '98107', 'Ballard'),
  seattle('12755 Greenwood Ave N', '98133', 'Broadview'),
  seattle('9125 Rainier Ave S', '98118', 'Rainier Beach'),
  seattle('5423 Delridge Way SW', '98106', 'Delridge'),
  seattle('2300 E Yesler Way', '98122', 'Central District'),
  seattle('713 8th Ave S', '98104', 'International District'),
  seattle('2320 4th Ave', '98121', 'Belltown'),
  seattle('405 MLK Jr Way S', '98144', 'Leschi'),
  seattle('110 Lee St', '98109', 'Queen Anne'),
  seattle('3829 Linden Ave N', '98103', 'Fremont'),
  seattle('1514 SW Holden St', '98106', 'Highland Park'),
  seattle('3601 Beacon Ave S', '98144', 'Beacon Hill'),
  seattle('6846 Oswego Pl NE', '98115', 'Green Lake'),
  seattle('1050 NE 50th St', '98105', 'University'),
  seattle('1134 33rd Ave', '98122', 'Madrona'),
  seattle('3411 SW Raymond St', '98126', 'High Point'),
  seattle('10548 5th Ave NE', '98125', 'Northgate'),
  seattle('2306 42nd Ave SW', '98116', 'West Seattle'),
  seattle('400 W Garfield St', '98119', 'Queen Anne'),
  seattle('7364 E Green Lake Dr N', '98115', 'Green Lake'),
  seattle('425 Harvard Ave E', '98102', 'Capitol Hill'),
  seattle('1521 NW Market St', '98107', 'Ballard'),
  seattle('2800 15th Ave W', '98119', 'Interbay'),
  seattle('7304 Greenwood Ave N', '98103', 'Phinney Ridge'),
  seattle('901 E Roanoke St', '98102', 'Eastlake'),
  seattle('401 N 130th St', '98133', 'Bitter Lake'),
  seattle('1300 E Pine St', '98122', 'Capitol Hill'),
  seattle('5009 Roosevelt Way NE', '98105', 'University'),
  seattle('1501 N 45th St', '98103', 'Wallingford'),
  seattle('731 N 35th St', '98103', 'Fremont'),
  seattle('2821 Beacon Ave S', '98144', 'Beacon Hill'),
  seattle('7058 32nd Ave S', '98118', 'NewHolly'),
  seattle('800 S Cloverdale St', '98108', 'South Park'),
  seattle('1000 S Myrtle St', '98108', 'Georgetown'),
  seattle('5968 Rainier Ave S', '98118', 'Brighton'),
  seattle('2139 Ferry Ave SW', '98116', 'Admiral'),
  seattle('2931 S Mount Baker Blvd', '98144', 'Mount Baker'),
  seattle('1319 N Northgate Way', '98133', 'Northgate'),
  seattle('3715 SW Alaska St', '98126', 'West Seattle'),
  seattle('9645 Renton Ave S', '98118', 'Rainier View'),
  seattle('633 32nd Ave E', '98112', 'Madison Park'),
  seattle('6801 35th Ave NE', '98115', 'Ravenna'),
  seattle('9010 35th Ave SW', '98126', 'Roxhill'),
  seattle('8016 Greenwood Ave N', '98103', 'Greenwood'),
  seattle('12501 28th Ave NE', '98125', 'Lake City'),
  seattle('8604 8th Ave S', '98108', 'South Park'),
  seattle('8729 15th Ave NW', '98117', 'Crown Hill'),
  seattle('3600 23rd Ave SW', '98106', 'Delridge'),
  seattle('7700 35th Ave SW', '98126', 'High Point'),
  phoenix('1221 N Central Ave', '85004', 'Midtown'),
  phoenix('1750 E Highland Ave', '85016', 'Camelback East'),
  phoenix('2808 N 46th St', '85008', 'Arcadia'),
  phoenix('5648 N 15th Ave', '85015', 'Uptown'),
  phoenix('1825 W Union Hills Dr', '85027', 'Deer Valley'),
  phoenix('102 W Southern Ave', '85041', 'South Mountain'),
  phoenix('4402 N 51st Ave', '85031', 'Maryvale'),
  phoenix('750 E Townley Ave', '85020', 'Sunnyslope'),
];

/** Infill lots: most are rectangles, some lost a corner to a neighbour. The house keeps 5 feet at the sides, 15 and 20 at the ends. */
function lotOf(index: number): LotOutline {
  const width = [60, 50, 75, 45, 66][index % 5]!;
  const depth = [90, 110, 100, 120][index % 4]!;
  const cut = index % 3 === 2 ? { width: width * 0.4, depth: depth * 0.3 } : null;
  const parcel: Ring = cut
    ? [
        [0, 0],
        [width, 0],
        [width, depth - cut.depth],
        [width - cut.width, depth - cut.depth],
        [width - cut.width, depth],
        [0, depth],
      ]
    : rectangle(width, depth);
  const [west, east, front, back] = [5, width - 5, 15, depth - 20];
  const [wing, step] = [Math.round(width * 0.5), Math.round(front + (back - front) * 0.6)];
  return {
    parcel,
    footprint: [
      [west, front],
      [east, front],
      [east, step],
      [wing, step],
      [wing, back],
      [west, back],
    ],
  };
}

export const PLACES: readonly Place[] = ADDRESSES.map((address, index) => ({
  ...address,
  lot: lotOf(index),
}));
