/**
 * @apollo/gateway reports usage to its maker and asks cloud metadata addresses where it runs, unless this is set
 * before it is loaded. Therefore this module is the first import wherever @apollo/gateway is imported.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
