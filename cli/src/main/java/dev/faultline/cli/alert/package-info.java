/** The commands about alerts. */
package dev.faultline.cli.alert;
