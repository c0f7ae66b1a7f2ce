import { installTrustedTypes } from "./trusted-types.ts";

// Imported before all else: the policies must stand before the first library runs.
installTrustedTypes();
