import { startEngine, stopEngine } from './engine.ts'
import { enginePlaces } from './places.ts'

// Starts or stops an engine with everything in one folder, in whatever network this process is.
const [action, folder = ''] = process.argv.slice(2)
const places = enginePlaces(folder, { socket: `${folder}/docker.sock`, execRoot: `${folder}/exec` })
if (action === 'start') await startEngine(places)
else await stopEngine(places)
