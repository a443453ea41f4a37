/** As many as a thumb can tell apart. */
const most = 5

/** Pure: what stands in a phone's bar, and what its last, *More*, opens. Where all have room there is no *More*. */
export function phonePlaces<Place extends { onPhone?: true }>(places: readonly Place[]): { bar: Place[]; more: Place[] } {
  if (places.length <= most) return { bar: [...places], more: [] }
  const bar = places.filter(({ onPhone }) => onPhone).slice(0, most - 1)
  return { bar, more: places.filter((place) => !bar.includes(place)) }
}
