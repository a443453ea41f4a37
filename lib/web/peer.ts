/** The address at the other end of the socket; `preload.ts` writes it over whatever a client sent under this name. */
export const peerHeader = 'x-control-room-peer'
