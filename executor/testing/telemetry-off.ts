/** @apollo/gateway would report to its maker, unless this is set before it is loaded: the first import. */
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
