/** How the app names itself to media servers. */
export const PRODUCT = "Stowaway";
export const PRODUCT_VERSION = "0.1.0";
/** The device's name in a server's list of devices. */
export const DEVICE_NAME = "Stowaway in a browser";
